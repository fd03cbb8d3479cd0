package io.scaiwave.bench;

import java.util.List;

/** One question, answered by figures. */
interface Benchmark {

    String question();

    List<Figure> run(Installation installation) throws Exception;
}
