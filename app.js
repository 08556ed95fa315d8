// Passenger loads this file with require(): it must be CommonJS, and the server listens once (dist/app.js).
require('./dist/app.js');
