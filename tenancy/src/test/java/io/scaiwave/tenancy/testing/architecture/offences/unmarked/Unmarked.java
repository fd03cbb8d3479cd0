package io.scaiwave.tenancy.testing.architecture.offences.unmarked;

/** In a package that promises nothing about null. */
public final class Unmarked {}
