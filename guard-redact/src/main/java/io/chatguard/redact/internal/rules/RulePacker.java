package io.chatguard.redact.internal.rules;

import io.chatguard.redact.internal.catalog.PackedRules;
import io.chatguard.redact.internal.engine.DataFile;
import io.chatguard.redact.internal.match.PackedInput;
import io.chatguard.redact.internal.match.PackedOutput;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Packs the rules that ship with the library when it is built, so that a program that starts neither reads their text nor
 * compiles their patterns.
 *
 * <p>The packed file is a copy, never a source: where it is missing, as in an editor that does not run the build, or older
 * than the text, the text is packed then and there, which gives the same rules a second later. In a jar the two are of one
 * build; in a folder of classes a checksum of the text decides.
 */
public final class RulePacker {
    static final String FILE = "rules.bin";
    /** Changes with the form of the packed rules. */
    private static final int FORM = 5;

    private RulePacker() {}

    /** Writes the packed rules into a folder of classes, the argument. */
    public static void main(String[] folder) throws IOException {
        Path folderOfPackage =
                Path.of(folder[0]).resolve(RulePacker.class.getPackageName().replace('.', '/'));
        Files.write(folderOfPackage.resolve(FILE), packed());
    }

    /** The rules, packed now. */
    static byte[] packed() {
        PackedOutput out = new PackedOutput();
        out.number(FORM);
        out.number(checksum());
        PackedRules.pack(ShippedRules.all(), out);
        PackedOutput identifiers = new PackedOutput();
        IdentifierWays.pack(ShippedRules.all(), identifiers);
        out.part(identifiers);
        return out.bytes();
    }

    /** The rules, and where the part about those begins that are forms. */
    record Packed(PackedRules rules, PackedInput all, int place) {
        /** A reader of that part. */
        PackedInput identifiers() {
            return all.at(place);
        }

        private static Packed read(PackedInput in) {
            PackedRules rules = PackedRules.read(in);
            return new Packed(rules, in, in.skip());
        }
    }

    /** What was packed, from the file if it is there and of this text. */
    static Packed read() {
        URL file = RulePacker.class.getResource(FILE);
        if (file != null) {
            PackedInput in = new PackedInput(DataFile.bytes(RulePacker.class, FILE));
            boolean form = in.number() == FORM;
            int sum = in.number();
            if (form && (!file.getProtocol().equals("file") || sum == checksum())) {
                return Packed.read(in);
            }
        }
        PackedInput in = new PackedInput(packed());
        in.numbers(2);
        return Packed.read(in);
    }

    private static int checksum() {
        CRC32 sum = new CRC32();
        for (String name : ShippedRules.FILES) {
            byte[] bytes = DataFile.bytes(RulePacker.class, name);
            sum.update(bytes, 0, bytes.length);
        }
        byte[] words = DataFile.bytes(RulePacker.class, Contexts.FILE);
        sum.update(words, 0, words.length);
        return (int) sum.getValue();
    }
}
