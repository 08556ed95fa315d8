/** Starts the app as Passenger does, on a socket that the benchmark chooses. */
const { Server } = require('node:http');

const { listen } = Server.prototype;
Server.prototype.listen = function () {
  return listen.call(this, process.env.SOCKET);
};
require(process.env.APP);
