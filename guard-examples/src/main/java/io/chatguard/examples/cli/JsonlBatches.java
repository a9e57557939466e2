package io.chatguard.examples.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads JSON Lines; some lines together are a batch, each chosen string is a part. */
final class JsonlBatches implements Batches {
    private static final int ENOUGH_BYTES = 1 << 18;

    private final Lines lines;
    private final JsonRecords records;

    JsonlBatches(Lines lines, JsonRecords records) {
        this.lines = lines;
        this.records = records;
    }

    private record Rows(List<JsonRecords.Row> rows, List<Batch.Part> parts, long bytes) implements Batch {
        @Override
        public byte[] with(List<String> texts) {
            ByteArrayOutputStream out = new ByteArrayOutputStream((int) bytes + 64);
            int at = 0;
            for (JsonRecords.Row row : rows) {
                row.write(texts.subList(at, at + row.spots().size()), out);
                at += row.spots().size();
            }
            return out.toByteArray();
        }
    }

    @Override
    public Optional<Batch> next() throws IOException {
        List<JsonRecords.Row> rows = new ArrayList<>();
        List<Batch.Part> parts = new ArrayList<>();
        long bytes = 0;
        while (bytes < ENOUGH_BYTES) {
            Optional<Lines.Line> line = lines.next();
            if (line.isEmpty()) {
                break;
            }
            String place = lines.place(line.get().number());
            if (lines.decode(line.get()).isBlank()) {
                rows.add(new JsonRecords.Row(line.get().bytes(), List.of()));
            } else {
                JsonRecords.Row row = records.read(line.get().bytes(), place);
                rows.add(row);
                row.spots().forEach(spot -> parts.add(new Batch.Part(spot.text(), place)));
            }
            bytes += line.get().bytes().length;
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Rows(rows, parts, bytes));
    }
}
