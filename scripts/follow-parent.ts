// Loaded before server.ts (`node --import`): when the command that started the server is killed outright, the server ends
// too instead of holding the port. The channel itself never keeps the process alive.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
// Workers that the server forks (Next's development server does, for pages with a parameter) must not inherit this: their
// channel is how they get their work, and one that does not keep them alive ends them before it comes.
process.execArgv = process.execArgv.filter(
  (argument, index, all) => argument !== '--import' && all[index - 1] !== '--import',
);
