package io.scaiwave.cli;

import io.scaiwave.cli.events.SubCommand;
import io.scaiwave.cli.keys.KeysCommand;
import io.scaiwave.cli.migrate.MigrateCommand;
import io.scaiwave.cli.seed.SeedCommand;
import io.scaiwave.cli.token.TokenCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Entrance. A failure the caller can act on is one line on standard error and exit status 1, never a stack trace. */
@Command(
        name = "scaiwave",
        mixinStandardHelpOptions = true,
        description = "Keys, migrations, development tokens and events of one installation.",
        subcommands = {KeysCommand.class, MigrateCommand.class, TokenCommand.class, SeedCommand.class, SubCommand.class
        })
public final class Cli {
    /** Held, because a logger nobody holds forgets its level. */
    private static final Logger LIBRARIES = Logger.getLogger("");

    private Cli() {}

    public static void main(String[] args) {
        LIBRARIES.setLevel(Level.WARNING);
        System.exit(run(args));
    }

    static int run(String... args) {
        return line().execute(args);
    }

    static CommandLine line() {
        return new CommandLine(new Cli())
                .setParameterExceptionHandler(Cli::wrongCall)
                .setExecutionExceptionHandler((failure, line, parsed) -> report(failure, line));
    }

    /** One line, since the caller called {@code ./dev}, whose help says what may be given. */
    private static int wrongCall(ParameterException wrong, String[] args) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println(line.getCommandName() + ": " + wrong.getMessage() + " (./dev help lists what it takes)");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int report(Exception failure, CommandLine line) {
        line.getErr().println(failure instanceof CliFailure ? failure.getMessage() : "unexpected: " + failure);
        return 1;
    }
}
