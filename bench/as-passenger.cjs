/** Starts the app as Passenger does, but for the socket, which is ours. */
const { Server } = require('node:http');

const { listen } = Server.prototype;
Server.prototype.listen = function () {
  return listen.call(this, process.env.SOCKET);
};
import(process.env.APP);
