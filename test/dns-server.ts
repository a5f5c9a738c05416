import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** What a name has: `['TXT', 'v=spf1 -all']`. A name without any does not exist; `silent` is never answered. */
type DnsRecord = ['TXT', string] | ['A', string] | ['PTR', string] | ['MX', number, string]
export type Zone = Record<string, DnsRecord[] | 'silent'>

const TYPES = { A: 1, PTR: 12, MX: 15, TXT: 16 } as const
const NAME_OF_QUESTION = 0xc00c
const NO_SUCH_NAME = 3

/** A real name server on loopback, over UDP, that knows just what a test says. */
export async function dnsServer(zone: Zone): Promise<{ address: string; close(): Promise<void> }> {
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const answer = answerTo(query, zone)
    if (answer) socket.send(answer, from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    async close() {
      socket.close()
      await once(socket, 'close')
    },
  }
}

/** Source: RFC 1035, 4.1. */
function answerTo(query: Buffer, zone: Zone): Buffer | null {
  const labels: string[] = []
  let at = 12
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const type = query.readUInt16BE(at + 1)
  const question = query.subarray(12, at + 5)
  const known = zone[labels.join('.').toLowerCase()]
  if (known === 'silent') return null
  const records = (known ?? []).filter(([kind]) => TYPES[kind] === type)
  const header = Buffer.alloc(12)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8180 | (known ? 0 : NO_SUCH_NAME), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  return Buffer.concat([header, question, ...records.map(record => resource(type, contentOf(record)))])
}

function resource(type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(NAME_OF_QUESTION, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(content.length, 10)
  return Buffer.concat([head, content])
}

function contentOf(record: DnsRecord): Buffer {
  switch (record[0]) {
    case 'A':
      return Buffer.from(record[1].split('.').map(Number))
    case 'PTR':
      return nameBytes(record[1])
    case 'MX': {
      const priority = Buffer.alloc(2)
      priority.writeUInt16BE(record[1])
      return Buffer.concat([priority, nameBytes(record[2])])
    }
    case 'TXT':
      return Buffer.concat((record[1].match(/.{1,255}/gs) ?? ['']).map(counted))
  }
}

const counted = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')])
const nameBytes = (name: string) =>
  Buffer.concat([...name.split('.').filter(Boolean).map(counted), Buffer.from([0])])
