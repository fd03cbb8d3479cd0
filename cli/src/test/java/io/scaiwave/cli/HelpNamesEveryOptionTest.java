package io.scaiwave.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code ./dev help} against what the commands take: the options their scripts look for, and those of the command line
 * program where a script hands over to it. An option that is added joins by being there.
 */
class HelpNamesEveryOptionTest {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");
    private static final Pattern CASE = Pattern.compile("^\\s*(?:\"\" \\| )?(-[-a-z| ]*)\\)", Pattern.MULTILINE);
    private static final Pattern COMPARED = Pattern.compile("\\$[{\\w:}-]+\"? = (-[a-z-]+) ]");
    private static final Pattern CALL = Pattern.compile("exec_cli (\\w+) (.*)");
    private static final Pattern ENTRY = Pattern.compile("^ {2}([a-z]+)(?= |$)");

    private final Path root = root();

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("dev"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private String script(String command) throws IOException {
        return Files.readString(root.resolve("deploy/dev/commands/" + command + ".sh"));
    }

    /** The help's text of each command: its line and those below it that are indented further. */
    private Map<String, String> help() throws IOException, InterruptedException {
        Process help = new ProcessBuilder(root.resolve("dev").toString(), "help").start();
        String said = new String(help.getInputStream().readAllBytes(), UTF_8);
        assertThat(help.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Map<String, String> entries = new LinkedHashMap<>();
        String command = "";
        for (String line : said.lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.find()) {
                command = entry.group(1);
            } else if (!line.startsWith("   ")) {
                command = "";
            }
            entries.merge(command, line + "\n", String::concat);
        }
        return entries;
    }

    private static Set<String> options(String text) {
        Set<String> found = new TreeSet<>();
        OPTION.matcher(text).results().map(match -> match.group()).forEach(found::add);
        return found;
    }

    private Set<String> taken(String command) throws IOException {
        String script = script(command);
        Set<String> taken = new TreeSet<>();
        Stream.of(CASE, COMPARED)
                .flatMap(pattern -> pattern.matcher(script).results())
                .forEach(match -> taken.addAll(options(match.group(1))));
        Matcher call = CALL.matcher(script);
        if (call.find()) {
            Cli.line().getSubcommands().get(call.group(1)).getCommandSpec().options().stream()
                    .flatMap(option -> Arrays.stream(option.names()))
                    .forEach(taken::add);
            taken.removeAll(options(call.group(2)));
        }
        return taken;
    }

    private List<String> commands() throws IOException {
        try (Stream<Path> scripts = Files.list(root.resolve("deploy/dev/commands"))) {
            return scripts.map(script -> script.getFileName().toString().replace(".sh", ""))
                    .filter(command -> !command.equals("help"))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachOptionOfACommandStandsInItsHelp() throws Exception {
        Map<String, String> help = help();
        return commands().stream()
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    assertThat(help).containsKey(command);
                    assertThat(options(help.get(command))).containsAll(taken(command));
                }));
    }

    @Test
    void theOptionsAreFound() throws IOException {
        assertThat(taken("token")).contains("--tenant", "--minutes", "--email").doesNotContain("--keys", "--gateway");
        assertThat(taken("sub")).contains("--count", "--json").doesNotContain("--nats");
        assertThat(taken("up")).containsExactly("--detach", "-d");
        assertThat(taken("status")).containsExactly("--json");
        assertThat(taken("logs")).containsExactly("-f");
        assertThat(taken("psql")).containsExactly("--app");
        assertThat(commands()).hasSizeGreaterThan(10);
    }
}
