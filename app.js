// Passenger loads this file with require(): it must be CommonJS, and the server listens once (dist/app.js).
import('./dist/app.js');
