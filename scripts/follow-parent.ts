// Loaded before server.ts (`node --import`): when the command that started the server is killed outright, the server ends
// too instead of holding the port. The channel itself never keeps the process alive.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
