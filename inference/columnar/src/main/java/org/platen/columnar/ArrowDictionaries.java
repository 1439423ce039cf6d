package org.platen.columnar;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/** The values that codes stand for, as far as they have been read. */
final class ArrowDictionaries {

    private final Map<Long, ArrowField> wanted = new HashMap<>();
    private final Map<Long, List<@Nullable Object>> values = new HashMap<>();

    /** @param fields of which dictionaries are read, those of others are passed by */
    ArrowDictionaries(List<ArrowField> fields) {
        fields.forEach(field -> {
            if (field.dictionary() != null) {
                wanted.put(field.dictionary().id(), field.values());
            }
        });
    }

    /** Reads a dictionary: a new one, another in place of one before, or more of it. */
    void read(FileChannel channel, ArrowMessage message) throws IOException {
        DictionaryBatch dictionary = (DictionaryBatch) message.header(new DictionaryBatch());
        ArrowField field = wanted.get(dictionary.id());
        RecordBatch data = dictionary.data();
        if (field == null || data == null) {
            return;
        }
        ArrowBatch batch = new ArrowBatch(channel, message, data);
        long length = batch.rows();
        ArrowVector vector = ArrowVector.of(field, batch, this);
        List<@Nullable Object> all = new ArrayList<>();
        if (dictionary.isDelta()) {
            all.addAll(of(dictionary.id()));
        }
        for (int row = 0; row < length; row++) {
            all.add(vector.cellOf(row));
        }
        values.put(dictionary.id(), all);
    }

    /** The values by code. */
    List<@Nullable Object> of(long id) throws IOException {
        List<@Nullable Object> all = values.get(id);
        if (all == null) {
            throw new IOException("there is no dictionary " + id);
        }
        return all;
    }
}
