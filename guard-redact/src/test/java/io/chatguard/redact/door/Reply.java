package io.chatguard.redact.door;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * In which form a method of the SDK answers, and with which of its model classes.
 *
 * @param model the class of a document or event; {@code Void} where there is none
 */
record Reply(Form form, Class<?> model) {

    enum Form {
        JSON,
        EVENTS,
        BYTES,
        NOTHING,
        /** An open connection: web sockets. */
        CONNECTION
    }

    static Reply of(Method method) {
        return of(method.getGenericReturnType());
    }

    private static Reply of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type of = generic.getActualTypeArguments()[0];
            if (raw == CompletableFuture.class || raw == HttpResponseFor.class) {
                return of(of);
            }
            if (raw == StreamResponse.class || raw == AsyncStreamResponse.class) {
                return new Reply(Form.EVENTS, (Class<?>) of);
            }
            if (raw.getSimpleName().startsWith("Structured")) {
                return new Reply(Form.JSON, plain(raw));
            }
            return new Reply(Form.CONNECTION, Void.class);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == void.class || plain == Void.class) {
            return new Reply(Form.NOTHING, Void.class);
        }
        if (plain == HttpResponse.class) {
            return new Reply(Form.BYTES, Void.class);
        }
        if (plain.getName().toLowerCase(Locale.ROOT).endsWith("connection")) {
            return new Reply(Form.CONNECTION, Void.class);
        }
        return new Reply(Form.JSON, page(plain));
    }

    /** The document that a page is made of. */
    private static Class<?> page(Class<?> type) {
        try {
            return type.getMethod("response").getReturnType();
        } catch (NoSuchMethodException e) {
            return type;
        }
    }

    /** The class of the API that a class written by hand stands around. */
    private static Class<?> plain(Class<?> structured) {
        String name = structured.getSimpleName().substring("Structured".length());
        for (Method method : structured.getMethods()) {
            if (method.getParameterCount() == 0 && method.getName().equals("raw" + name)) {
                return method.getReturnType();
            }
        }
        throw new IllegalStateException(structured.getName() + " does not say what it stands around");
    }
}
