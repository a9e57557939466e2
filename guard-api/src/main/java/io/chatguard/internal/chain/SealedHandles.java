package io.chatguard.internal.chain;

import io.chatguard.Caller;
import io.chatguard.GuardException;
import io.chatguard.GuardException.Reason;
import io.chatguard.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Scopes and callers in a form that may pass through other hands: {@code cg1.} and base64url of nonce and AES-256-GCM
 * text, under a random key of this guard.
 *
 * <p>Sealed and not only signed, because a conversation's name often holds an account number. With random 96-bit nonces
 * a key is good for 2^32 handles (NIST SP 800-38D §8.3). Thread-safe.
 */
final class SealedHandles {

    private static final String PREFIX = "cg1.";
    private static final int LONGEST = 6_000;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "chatguard scope handle 1".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    SealedHandles() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "AES");
    }

    String seal(Scope scope, Caller caller, Instant until) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(until.toEpochMilli());
            out.writeUTF(scope.tenant());
            out.writeUTF(scope.conversation());
            out.writeUTF(caller.principal());
            out.writeUTF(caller.purpose());
            out.writeUTF(caller.assurance().name());
            out.writeInt(caller.roles().size());
            for (String role : new TreeSet<>(caller.roles())) {
                out.writeUTF(role);
            }
        } catch (IOException tooLong) {
            throw tooLarge();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] text = crypt(Cipher.ENCRYPT_MODE, nonce, bytes.toByteArray());
        byte[] all = new byte[NONCE_BYTES + text.length];
        System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
        System.arraycopy(text, 0, all, NONCE_BYTES, text.length);
        String handle = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        if (handle.length() > LONGEST) {
            throw tooLarge();
        }
        return handle;
    }

    /**
     * What was sealed.
     *
     * @throws GuardException of reason {@code CONFIGURATION} if it was not sealed by this guard, or its time is over
     */
    GuardCore.Pin open(String handle, Instant now) {
        if (!handle.startsWith(PREFIX) || handle.length() > LONGEST) {
            throw refused("the scope handle is none", "forged");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(unsealed(handle)))) {
            long until = in.readLong();
            if (now.toEpochMilli() >= until) {
                throw refused("the scope handle has expired", "expired");
            }
            Scope scope = Scope.of(in.readUTF(), in.readUTF());
            String principal = in.readUTF();
            String purpose = in.readUTF();
            Caller.Assurance assurance = Caller.Assurance.valueOf(in.readUTF());
            Set<String> roles = new LinkedHashSet<>();
            for (int n = in.readInt(); n > 0; n--) {
                roles.add(in.readUTF());
            }
            return new GuardCore.Pin(scope, new Caller(principal, purpose, roles, assurance));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw refused("the scope handle was not made by this guard", "forged");
        }
    }

    private byte[] unsealed(String handle) throws GeneralSecurityException {
        byte[] all = Base64.getUrlDecoder().decode(handle.substring(PREFIX.length()));
        if (all.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new GeneralSecurityException("too short");
        }
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, all);
        return cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] text) {
        try {
            return cipher(mode, nonce).doFinal(text);
        } catch (GeneralSecurityException e) {
            throw GuardException.of(Reason.STAGE_FAILED, "a scope handle could not be sealed")
                    .origin(e)
                    .build();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        cipher.updateAAD(PURPOSE);
        return cipher;
    }

    static GuardException refused(String summary, String rule) {
        return GuardException.of(Reason.CONFIGURATION, summary + ", so nothing was sent")
                .place("/~header")
                .rule("scope-handle/" + rule)
                .remedy("send what Guard.handle returned, once, within its time, through a client of the same guard")
                .build();
    }

    private static GuardException tooLarge() {
        return GuardException.of(Reason.CONFIGURATION, "scope and caller are too long for a handle")
                .remedy("shorten the caller's principal, purpose or roles")
                .build();
    }
}
