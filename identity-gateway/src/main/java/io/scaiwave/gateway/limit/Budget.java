package io.scaiwave.gateway.limit;

/** One level of one caller. A level without a limit has no budget. */
public record Budget(Level level, long perMinute, String key) {}
