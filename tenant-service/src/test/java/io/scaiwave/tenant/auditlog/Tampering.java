package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenant.auditlog.StoredChain.Link;
import io.scaiwave.tenant.auditlog.StoredChain.Seal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What someone who owns the database may do to a chain. Each kind changes something, whatever the dice say. */
enum Tampering {
    FLIP_A_BIT_OF_AN_ENTRY {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return withLink(chain, dice, link -> link.entry(otherText(link.entry(), dice)));
        }
    },
    FLIP_A_BIT_OF_A_HASH {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return withLink(chain, dice, link -> link.hash(flipped(link.hash(), dice)));
        }
    },
    CHANGE_THE_TIME_COLUMN {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return withLink(
                    chain,
                    dice,
                    link -> new Link(
                            link.id(), link.at().minusSeconds(1 + dice.nextInt(100_000)), link.entry(), link.hash()));
        }
    },
    CHANGE_THE_ID_COLUMN {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return withLink(chain, dice, link -> new Link(UUID.randomUUID(), link.at(), link.entry(), link.hash()));
        }
    },
    DELETE_ONE {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            List<Link> links = new ArrayList<>(chain.links());
            links.remove(dice.nextInt(links.size() - 1));
            return StoredChain.of(links, chain.seals());
        }
    },
    SWAP_TWO {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            List<Link> links = new ArrayList<>(chain.links());
            int one = dice.nextInt(links.size() - 1);
            Collections.swap(links, one, one + 1 + dice.nextInt(links.size() - one - 1));
            return StoredChain.of(links, chain.seals());
        }
    },
    INSERT_A_COPY {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            List<Link> links = new ArrayList<>(chain.links());
            Link copied = links.get(dice.nextInt(links.size()));
            links.add(
                    dice.nextInt(links.size()),
                    new Link(UUID.randomUUID(), copied.at(), copied.entry(), copied.hash()));
            return StoredChain.of(links, chain.seals());
        }
    },
    CUT_THE_TAIL {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return StoredChain.of(cut(chain, dice), chain.seals());
        }
    },
    CUT_THE_TAIL_BUT_NOT_THE_HEAD {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return new StoredChain(cut(chain, dice), chain.headPosition(), chain.headHash(), chain.seals());
        }
    },
    CUT_THE_TAIL_AND_ITS_SEALS {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return withoutLateSeals(StoredChain.of(cut(chain, dice), chain.seals()));
        }
    },
    DELETE_ONE_AND_HASH_AGAIN {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            List<Link> links = new ArrayList<>(chain.links());
            int gone = dice.nextInt(links.size() - 1);
            links.remove(gone);
            return StoredChain.of(links, chain.seals()).hashedFrom(gone);
        }
    },
    CHANGE_ONE_AND_HASH_AGAIN {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return changedAndHashed(chain, dice);
        }
    },
    CHANGE_ONE_HASH_AGAIN_AND_DROP_ALL_SEALS {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            return changedAndHashed(chain, dice).seals(List.of());
        }
    },
    CHANGE_ONE_HASH_AGAIN_AND_FORGE_THE_SEALS {
        @Override
        StoredChain done(StoredChain chain, Random dice) {
            StoredChain changed = changedAndHashed(chain, dice);
            return changed.seals(chain.seals().stream()
                    .map(seal -> new Seal(
                            seal.position(),
                            changed.links().get((int) seal.position() - 1).hash(),
                            seal.at(),
                            seal.signature()))
                    .toList());
        }
    };

    abstract StoredChain done(StoredChain chain, Random dice);

    private interface Change {
        Link of(Link link);
    }

    private static StoredChain withLink(StoredChain chain, Random dice, Change change) {
        List<Link> links = new ArrayList<>(chain.links());
        int index = dice.nextInt(links.size());
        links.set(index, change.of(links.get(index)));
        return new StoredChain(links, chain.headPosition(), chain.headHash(), chain.seals());
    }

    private static StoredChain changedAndHashed(StoredChain chain, Random dice) {
        List<Link> links = new ArrayList<>(chain.links());
        int index = dice.nextInt(links.size());
        links.set(index, links.get(index).entry(otherText(links.get(index).entry(), dice)));
        return StoredChain.of(links, chain.seals()).hashedFrom(index);
    }

    private static List<Link> cut(StoredChain chain, Random dice) {
        return List.copyOf(chain.links().subList(0, dice.nextInt(chain.links().size())));
    }

    private static StoredChain withoutLateSeals(StoredChain chain) {
        return chain.seals(chain.seals().stream()
                .filter(seal -> seal.position() <= chain.headPosition())
                .toList());
    }

    /** One bit of a digit of the time or of a letter of the action, so that the text stays JSON. */
    private static String otherText(String entry, Random dice) {
        int value = entry.indexOf("\"action\":\"test.") + "\"action\":\"test.".length();
        int at = value + dice.nextInt(5);
        return entry.substring(0, at) + (char) (entry.charAt(at) ^ 1) + entry.substring(at + 1);
    }

    private static byte[] flipped(byte[] hash, Random dice) {
        byte[] other = hash.clone();
        int bit = dice.nextInt(other.length * 8);
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return other;
    }
}
