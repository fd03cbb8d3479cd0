package io.scaiwave.tenant.operations;

import java.util.List;

/** What an operation of one kind does: its steps, in order. */
public interface Procedure {

    String kind();

    List<Step> steps();
}
