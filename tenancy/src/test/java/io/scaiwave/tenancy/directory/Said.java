package io.scaiwave.tenancy.directory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What a class logs as a warning, from now until it is closed. */
final class Said extends Handler implements AutoCloseable {

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private Said(Logger logger) {
        this.logger = logger;
        logger.addHandler(this);
    }

    static Said by(Class<?> type) {
        return new Said(Logger.getLogger(type.getName()));
    }

    List<String> warnings() {
        return warnings;
    }

    @Override
    public void publish(LogRecord said) {
        if (said.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(said instanceof ExtLogRecord formatted ? formatted.getFormattedMessage() : said.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
