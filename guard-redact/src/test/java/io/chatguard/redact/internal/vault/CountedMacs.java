package io.chatguard.redact.internal.vault;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.MacSpi;

/** A provider of HMAC-SHA256 in front of the platform's, which counts how many are finished. */
final class CountedMacs implements AutoCloseable {

    private static final String NAME = "CountedMacs";
    private static final AtomicLong COUNT = new AtomicLong();

    CountedMacs() {
        Security.insertProviderAt(new Counting(), 1);
    }

    long count() {
        return COUNT.get();
    }

    @Override
    public void close() {
        Security.removeProvider(NAME);
    }

    private static final class Counting extends Provider {

        private static final long serialVersionUID = 1;

        Counting() {
            super(NAME, "1", "counts");
            put("Mac.HmacSHA256", Spi.class.getName());
        }
    }

    /** Public, since the platform makes it. */
    public static final class Spi extends MacSpi implements Cloneable {

        private Mac mac;

        public Spi() throws GeneralSecurityException {
            mac = Mac.getInstance("HmacSHA256", "SunJCE");
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) {
            try {
                mac.init(key);
            } catch (GeneralSecurityException e) {
                throw new ProviderException(e);
            }
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            COUNT.incrementAndGet();
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            Spi copy = (Spi) super.clone();
            copy.mac = (Mac) mac.clone();
            return copy;
        }
    }
}
