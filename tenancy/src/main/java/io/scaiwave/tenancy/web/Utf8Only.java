package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Refuses bytes that are not UTF-8 by the table of RFC 3629. The parser alone takes overlong forms, and so more than one
 * spelling of a character, and code points beyond U+10FFFF.
 */
final class Utf8Only extends InputDecorator {

    private static final long serialVersionUID = 1L;

    @Override
    public InputStream decorate(IOContext context, InputStream in) {
        return new Checked(in);
    }

    @Override
    public InputStream decorate(IOContext context, byte[] source, int offset, int length) {
        return new Checked(new ByteArrayInputStream(source, offset, length));
    }

    /** Characters have been decoded already. */
    @Override
    public Reader decorate(IOContext context, Reader reader) {
        return reader;
    }

    private static final class Checked extends FilterInputStream {

        /** How many bytes the character still needs, and the bounds of the next. */
        private int missing;

        private int lowest = 0x80;
        private int highest = 0xBF;

        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next < 0) {
                ended();
            } else {
                check(next);
            }
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count < 0) {
                ended();
            }
            for (int i = offset; i < offset + count; i++) {
                check(into[i] & 0xFF);
            }
            return count;
        }

        private void ended() throws JsonParseException {
            if (missing > 0) {
                throw refused();
            }
        }

        private void check(int next) throws JsonParseException {
            if (missing == 0) {
                first(next);
            } else if (next < lowest || next > highest) {
                throw refused();
            } else {
                missing--;
                lowest = 0x80;
                highest = 0xBF;
            }
        }

        private void first(int next) throws JsonParseException {
            if (next < 0x80) {
                return;
            }
            if (next < 0xC2 || next > 0xF4) {
                throw refused();
            }
            missing = next < 0xE0 ? 1 : next < 0xF0 ? 2 : 3;
            switch (next) {
                case 0xE0 -> lowest = 0xA0;
                case 0xED -> highest = 0x9F;
                case 0xF0 -> lowest = 0x90;
                case 0xF4 -> highest = 0x8F;
                default -> {}
            }
        }

        private static JsonParseException refused() {
            return new JsonParseException((JsonParser) null, "These bytes are not UTF-8");
        }
    }
}
