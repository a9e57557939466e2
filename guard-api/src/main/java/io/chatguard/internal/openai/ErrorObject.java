package io.chatguard.internal.openai;

import io.chatguard.internal.json.JsonIndex;
import io.chatguard.internal.json.JsonKind;
import io.chatguard.internal.json.JsonLimits;
import io.chatguard.internal.json.JsonRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** What an error object says of its kind; its message is not looked at. */
final class ErrorObject {

    /** Types and codes that no waiting changes, from the provider's guide to error codes. */
    private static final Set<String> OUT_OF_QUOTA = Set.of(
            "insufficient_quota",
            "quota_exceeded",
            "billing_hard_limit_reached",
            "billing_not_active",
            "credit_balance_exhausted",
            "account_deactivated",
            "access_terminated");

    private static final int MOST = 64 << 10;

    private ErrorObject() {}

    static boolean isOutOfQuota(byte[] body, String encoding) {
        try {
            JsonIndex index = JsonIndex.of(decoded(body, encoding), JsonLimits.DEFAULT);
            int error = index.child(0, "error");
            return says(index, error, "code") || says(index, error, "type");
        } catch (JsonRefused | IOException e) {
            return false;
        }
    }

    private static boolean says(JsonIndex index, int error, String member) {
        int node = error < 0 ? -1 : index.child(error, member);
        return node >= 0
                && index.kind(node) == JsonKind.STRING
                && OUT_OF_QUOTA.contains(index.text(node).toLowerCase(Locale.ROOT));
    }

    private static byte[] decoded(byte[] body, String encoding) throws IOException {
        if (!encoding.toLowerCase(Locale.ROOT).endsWith("gzip")) {
            return body;
        }
        try (GZIPInputStream clear = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return clear.readNBytes(MOST);
        }
    }
}
