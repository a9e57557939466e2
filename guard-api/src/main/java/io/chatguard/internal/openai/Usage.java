package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonIndex;
import java.util.OptionalLong;

/** What a reply says of the model tokens it cost. */
final class Usage {

    /** More than any model reads and writes at once; a number beyond it is none. */
    private static final long MOST = 1_000_000_000;

    private Usage() {}

    /** The member {@code usage.total_tokens} of an object, where it is a count. */
    static OptionalLong totalTokens(JsonIndex index, int object) {
        int usage = object < 0 ? -1 : index.child(object, "usage");
        int total = usage < 0 ? -1 : index.child(usage, "total_tokens");
        OptionalLong count = total < 0 ? OptionalLong.empty() : index.wholeNumber(total);
        return count.isPresent() && count.getAsLong() >= 0 && count.getAsLong() <= MOST ? count : OptionalLong.empty();
    }
}
