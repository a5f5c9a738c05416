/** Names as people of one language bear them. Last names may differ by gender: Novák, Nováková. */
export type Tongue = {
  /** Of a hundred people, how many. */
  share: number
  language: 'en' | 'ru' | null
  genders: { first: string[]; last: string[] }[]
}

const words = (list: string) => list.trim().split(/\s+/)

const english = words(`
  Adams Allen Anderson Bailey Baker Barnes Bell Bennett Brooks Brown Bryant Butler Campbell Carter Clark Coleman Collins Cook
  Cooper Cox Davis Edwards Ellis Evans Fisher Foster Gibson Graham Gray Green Griffin Hall Hamilton Harris Harrison Hayes
  Henderson Hill Howard Hughes Jackson James Jenkins Johnson Jones Kelly Kennedy King Lee Lewis Long Marshall Martin Mason
  McDonald Miller Mitchell Moore Morgan Morris Murphy Murray Myers Nelson O’Brien O’Connor Owens Palmer Parker Patterson Perry
  Peterson Phillips Porter Powell Price Reed Reynolds Richardson Roberts Robinson Rogers Ross Russell Sanders Scott Shaw Simmons
  Simpson Smith Stevens Stewart Sullivan Taylor Thomas Thompson Tucker Turner Walker Wallace Ward Watson Webb West White Wilson
  Wood Wright Young`)
const spanish = words(`
  Acosta Aguilar Álvarez Benítez Blanco Cabrera Calderón Campos Castillo Castro Chávez Contreras Cortés Delgado Díaz Domínguez
  Espinoza Estrada Fernández Flores Fuentes García Gómez González Guerrero Gutiérrez Guzmán Hernández Herrera Ibáñez Jiménez
  Juárez León López Luna Maldonado Márquez Martínez Medina Méndez Mendoza Molina Morales Moreno Muñoz Navarro Núñez Ortega Ortiz
  Peña Pérez Ramírez Ramos Reyes Ríos Rivera Rodríguez Rojas Romero Ruiz Salazar Sánchez Santos Soto Suárez Torres Valdez Vargas
  Vásquez Vega Velázquez Zúñiga`)

export const tongues: Tongue[] = [
  {
    share: 56,
    language: null,
    genders: [
      {
        first: words(`
          James Robert John Michael David William Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald
          Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Jason Edward Jeffrey Ryan Jacob Gary Nicholas Eric
          Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron
          Nathan Henry Douglas Zachary Peter Kyle Noah Ethan Walter`),
        last: english,
      },
      {
        first: words(`
          Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly
          Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia Kathleen Amy Angela Shirley Anna
          Brenda Pamela Emma Nicole Helen Samantha Katherine Christine Rachel Carolyn Janet Catherine Maria Heather Diane Olivia
          Julie Joyce Victoria Kelly Christina Lauren Joan Evelyn Judith Megan`),
        last: english,
      },
    ],
  },
  {
    share: 26,
    language: null,
    genders: [
      {
        first: words(`
          José Juan Luis Carlos Jorge Jesús Miguel Francisco Antonio Alejandro Manuel Pedro Roberto Fernando Ricardo Eduardo Rafael
          Sergio Javier Raúl Héctor Óscar Andrés Diego Arturo Enrique Alberto Mario Ramón Gabriel Víctor Iván Rubén Martín Ángel
          Adrián Julián Tomás Emilio Ignacio`),
        last: spanish,
      },
      {
        first: words(`
          María Guadalupe Juana Margarita Verónica Leticia Rosa Francisca Teresa Alejandra Martha Alicia Elizabeth Carmen Patricia
          Silvia Adriana Gabriela Claudia Sofía Lucía Daniela Valeria Ximena Camila Isabel Mónica Beatriz Inés Pilar Rocío Dolores
          Yolanda Lorena Elena Natalia Mariana Fernanda Paola Irene`),
        last: spanish,
      },
    ],
  },
  {
    share: 7,
    language: null,
    genders: [
      {
        first: words(`
          Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Stanisław Łukasz Grzegorz Józef Marek Wojciech Dariusz Zbigniew
          Jerzy Kamil Rafał Mateusz`),
        last: words(`
          Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur
          Kwiatkowski Krawczyk Piotrowski Grabowski Pawłowski Michalski Król Wróbel Jabłoński`),
      },
      {
        first: words(`
          Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Elżbieta Krystyna Magdalena Joanna Aleksandra Zofia Monika Teresa Danuta
          Natalia Julia Karolina Świętosława Bożena`),
        last: words(`
          Kowalska Wiśniewska Wójcik Kowalczyk Kamińska Lewandowska Zielińska Szymańska Woźniak Dąbrowska Kozłowska Jankowska Mazur
          Kwiatkowska Krawczyk Piotrowska Grabowska Pawłowska Michalska Król Wróbel Jabłońska`),
      },
    ],
  },
  {
    share: 5,
    language: null,
    genders: [
      {
        first: words(`
          Jiří Jan Petr Josef Pavel Martin Tomáš Jaroslav Miroslav Zdeněk Václav Michal František Jakub Milan Karel Lukáš David
          Vladimír Ondřej`),
        last: words(`
          Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Horák Němec Pokorný Marek Pospíšil Hájek Jelínek Král Růžička
          Beneš Fiala Sedláček Kovář Šťastný`),
      },
      {
        first: words(`
          Jana Marie Eva Hana Anna Lenka Kateřina Lucie Věra Alena Petra Veronika Jaroslava Tereza Martina Michaela Jitka Zdeňka
          Ludmila Žaneta`),
        last: words(`
          Nováková Svobodová Novotná Dvořáková Černá Procházková Kučerová Veselá Horáková Němcová Pokorná Marková Pospíšilová
          Hájková Jelínková Králová Růžičková Benešová Fialová Sedláčková Kovářová Šťastná`),
      },
    ],
  },
  {
    share: 6,
    language: 'ru',
    genders: [
      {
        first: words(`
          Александр Дмитрий Максим Сергей Андрей Алексей Артём Илья Кирилл Михаил Никита Роман Егор Иван Владимир Юрий Павел Виктор
          Олег Фёдор`),
        last: words(`
          Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов
          Егоров Павлов Козлов Степанов Николаев Орлов Щербаков`),
      },
      {
        first: words(`
          Анастасия Мария Анна Елена Ольга Наталья Татьяна Ирина Екатерина Светлана Юлия Дарья Людмила Галина Ксения Виктория Полина
          Вера Надежда Любовь`),
        last: words(`
          Иванова Смирнова Кузнецова Попова Васильева Петрова Соколова Михайлова Новикова Фёдорова Морозова Волкова Алексеева
          Лебедева Семёнова Егорова Павлова Козлова Степанова Николаева Орлова Щербакова`),
      },
    ],
  },
]

export const jobTitles = `
  Project Manager|Superintendent|Foreman|Estimator|Safety Manager|Electrician|Plumber|Carpenter|Ironworker|Mason|Crane Operator
  Surveyor|Site Engineer|Office Manager|Accountant|Purchasing Agent|Quality Inspector|Welder|Painter|Roofer|HVAC Technician
  Project Engineer|Owner|Vice President|Scheduler|Field Engineer|Drywall Finisher|Concrete Finisher|Equipment Operator|Apprentice`
  .split(/[|\n]/)
  .map(title => title.trim())
  .filter(Boolean)
