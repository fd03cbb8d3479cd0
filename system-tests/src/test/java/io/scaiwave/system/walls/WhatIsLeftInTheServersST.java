package io.scaiwave.system.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Looks into Redis after traffic: every key there names its owner and has an end. */
class WhatIsLeftInTheServersST {

    private static final Pattern KEY = Pattern.compile(
            "sw:(?:tnt_[0-9a-hjkmnp-tv-z]{26}|prt_[0-9a-hjkmnp-tv-z]{26}|platform):[a-z][a-z0-9_]*:[A-Za-z0-9_:{}-]+");

    private final Installation installation = Installation.shared();

    @Test
    void everyRedisKeyNamesItsOwnerAndExpires() {
        TestTenant tenant = TestTenant.create(installation);
        tenant.say(tenant.user("alice"), tenant.room(tenant.user("alice")), "leaves keys behind");

        try (Jedis redis = new Jedis(URI.create(installation.environment().get("QUARKUS_REDIS_HOSTS")))) {
            Set<String> keys = redis.keys("*");
            assertThat(keys).isNotEmpty().allMatch(key -> KEY.matcher(key).matches());
            List<String> endless =
                    keys.stream().filter(key -> redis.ttl(key) == -1).toList();
            assertThat(endless).as("keys without an end").isEmpty();
        }
    }
}
