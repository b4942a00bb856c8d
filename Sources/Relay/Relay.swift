// Relay moves things.
//
// Every inbox hands its `Delivery` to the `Switchboard` (receive), which writes down together
// whatever arrived together (record), asking the desk on the way (hear), and only then answers.
// What has to be done on the other network lies in the outbox by then; the `Pump` (settle) gives
// each errand to an `Outlet` (deliver), in order within a lane and side by side across lanes. The
// `Timekeeper` turns due reminders into deliveries, so that time comes in through the same door as
// everything else.
//
// Relay knows neither Matrix nor HTTP: doors meet here without seeing each other. It decides
// nothing: what follows from an event is the desk's business.
