package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads JSON of which each text, name and number can be stored and read again, wherever in a body it stands. */
final class StorableJson extends JsonFactory {

    private static final long serialVersionUID = 1L;

    StorableJson(JsonFactoryBuilder builder) {
        super(builder);
    }

    private StorableJson(StorableJson from) {
        super(from, null);
    }

    @Override
    public JsonFactory copy() {
        return new StorableJson(this);
    }

    @Override
    protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
        return new Checked(super._createParser(in, context));
    }

    @Override
    protected JsonParser _createParser(Reader reader, IOContext context) throws IOException {
        return new Checked(super._createParser(reader, context));
    }

    @Override
    protected JsonParser _createParser(char[] data, int offset, int length, IOContext context, boolean recyclable)
            throws IOException {
        return new Checked(super._createParser(data, offset, length, context, recyclable));
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        return new Checked(super._createParser(data, offset, length, context));
    }

    @Override
    protected JsonParser _createParser(DataInput input, IOContext context) throws IOException {
        return new Checked(super._createParser(input, context));
    }

    /** Every other way to the next token leads through {@link #nextToken} or {@link #nextValue}. */
    private static final class Checked extends JsonParserDelegate {

        private static final int LONGEST_NUMBER = 100;
        /** No double is written with more places, zeroes included. */
        private static final int MOST_PLACES = 500;

        Checked(JsonParser parser) {
            super(parser);
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                checkText(token);
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                checkNumber(delegate.getText());
            }
            return token;
        }

        @Override
        public @Nullable JsonToken nextValue() throws IOException {
            JsonToken token = nextToken();
            return token == JsonToken.FIELD_NAME ? nextToken() : token;
        }

        private void checkText(JsonToken token) throws IOException {
            char[] text = delegate.getTextCharacters();
            if (!StorableText.isStorable(text, delegate.getTextOffset(), delegate.getTextLength())) {
                var here = delegate.getParsingContext();
                throw new UnfitValueException(
                        this,
                        token == JsonToken.FIELD_NAME ? here.getParent() : here,
                        "has text with U+0000 or half a surrogate pair");
            }
        }

        /** What is longer is refused where it is read. */
        private void checkNumber(String number) throws IOException {
            if (number.length() <= LONGEST_NUMBER && !isWithinDoubles(number)) {
                throw new UnfitValueException(
                        this, delegate.getParsingContext(), "has a number beyond the range of a double");
            }
        }

        private static boolean isWithinDoubles(String number) {
            try {
                BigDecimal exact = new BigDecimal(number);
                double near = Double.parseDouble(number);
                return !Double.isInfinite(near)
                        && (near != 0 || exact.signum() == 0)
                        && Math.abs((long) exact.scale()) <= MOST_PLACES;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }
}
