package io.carillon.config;

/** A value and the place in a file that gave it. */
public record Located<T>(T value, Position at) {}
