// The program must not live on, and keep its port, when the process that `npm start` shows is killed with -9:
// then the channel to it closes, and the program is asked to end in order.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
