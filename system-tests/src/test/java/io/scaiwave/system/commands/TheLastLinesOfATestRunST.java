package io.scaiwave.system.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./dev test} reads out of the reports that Maven leaves. */
class TheLastLinesOfATestRunST {

    private final Shell shell = new Shell(8080);

    @TempDir
    Path root;

    private void report(String module, String kind, String name, String time, String cases) throws IOException {
        Path folder = Files.createDirectories(root.resolve(module + "/target/" + kind + "-reports"));
        Files.writeString(folder.resolve("TEST-" + name + ".xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0" name="%s" time="%s" tests="1">
                  <properties><property name="time" value="9"/></properties>
                %s
                </testsuite>
                """.formatted(name, time, cases));
    }

    private static String passed(String name) {
        return "<testcase name=\"" + name + "\" classname=\"a.B\" time=\"500.0\"/>";
    }

    private String said(String function) {
        return shell.run("ROOT=" + root + "; . deploy/dev/testing.sh; " + function)
                .said();
    }

    @Test
    void theTenSlowestClassesSlowestFirst() throws IOException {
        for (int seconds : IntStream.rangeClosed(1, 12).toArray()) {
            report("one", "surefire", "a.Takes" + seconds + "Test", seconds + ".3", passed("x"));
        }
        report("two", "failsafe", "a.TakesLongST", "1,234.5", passed("x"));

        assertThat(said("slowest_tests").strip().lines().map(String::strip))
                .startsWith(
                        "slowest test classes:",
                        "1234.5 s  a.TakesLongST",
                        "12.3 s  a.Takes12Test",
                        "11.3 s  a.Takes11Test")
                .endsWith("4.3 s  a.Takes4Test")
                .hasSize(11);
    }

    @Test
    void allAreCountedAndTheUnsteadyNamed() throws IOException {
        report("one", "surefire", "a.OneTest", "1", passed("x") + passed("y"));
        report("two", "failsafe", "a.TwoST", "1", """
                <testcase name="fails" classname="a.TwoST" time="1"><failure message="m">trace</failure></testcase>
                <testcase name="left out" classname="a.TwoST" time="1"><skipped/></testcase>
                <testcase name="wavers" classname="a.TwoST" time="1"><flakyFailure message="m">trace</flakyFailure></testcase>
                <system-out><![CDATA[<testcase name="printed"/><failure/>]]></system-out>""");

        assertThat(said("count_tests").strip()).isEqualTo("3 1 1");
        assertThat(said("unsteady_tests").strip()).isEqualTo("passed only at its second run: a.TwoST.wavers");
    }

    @Test
    void withoutAnyThereIsNothingToSay() {
        assertThat(said("slowest_tests; unsteady_tests")).isEmpty();
    }

    @Test
    void whatMavenWritesIntoAPipeIsPlainText() {
        String said = shell.run(
                        ". deploy/dev/say.sh; . deploy/dev/toolchain.sh; ROOT=$PWD; maven --version | cat; maven_told --version")
                .said();

        assertThat(said).contains("Apache Maven").doesNotContain("\u001b");
    }
}
