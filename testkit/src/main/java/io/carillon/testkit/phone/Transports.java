package io.carillon.testkit.phone;

/** What a phone has, and which of it its own requests take: the first. */
enum Transports {
    UDP,
    TCP,
    UDP_AND_TCP
}
