package io.scaiwave.gateway.admission;

import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.Scope;

/** The selectors do not agree with the token. Carries whose log it belongs to; the answer itself is always the same. */
public final class SelectorMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient VerifiedToken token;
    private final transient Scope home;
    private final String selected;

    SelectorMismatch(VerifiedToken token, Scope home, Selectors selectors) {
        super("selector mismatch", null, false, false);
        this.token = token;
        this.home = home;
        this.selected = selectors.describe();
    }

    /** What was named, shortened to what is harmless in a log. */
    public String selected() {
        return selected;
    }

    public VerifiedToken token() {
        return token;
    }

    public Scope home() {
        return home;
    }
}
