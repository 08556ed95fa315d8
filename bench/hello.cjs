/** The peer: the least that Express needs. */
const app = require('express')();
app.get(`${process.env.PASSENGER_BASE_URI ?? ''}/`, (_request, response) => response.send('hello'));
require('node:http')
  .createServer(app)
  .listen(process.env.SOCKET ?? 'passenger');
