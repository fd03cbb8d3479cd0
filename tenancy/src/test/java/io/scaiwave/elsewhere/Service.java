package io.scaiwave.elsewhere;

/** Stands for a class of some service. */
public final class Service {}
