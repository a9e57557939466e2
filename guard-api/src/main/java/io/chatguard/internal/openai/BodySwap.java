package io.chatguard.internal.openai;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.QueryParams;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same request with another body.
 *
 * <p>The SDK's builder takes the headers apart and sorts them again, twice, which costs more than the rest of what is
 * done to a usual request. The constructor behind it, which Kotlin makes public for the builder, takes the parts as they
 * are; an SDK that has none is served by its builder.
 */
final class BodySwap {

    private static final @Nullable MethodHandle CONSTRUCTOR = constructor();

    private BodySwap() {}

    static HttpRequest withBody(HttpRequest request, HttpRequestBody body) {
        MethodHandle constructor = CONSTRUCTOR;
        if (constructor == null) {
            return request.toBuilder().body(body).build();
        }
        try {
            return (HttpRequest) constructor.invokeExact(
                    request.method(),
                    request.baseUrl(),
                    request.pathSegments(),
                    request.headers(),
                    request.queryParams(),
                    body);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the SDK's request cannot be made of its parts");
        }
    }

    private static @Nullable MethodHandle constructor() {
        try {
            Class<?> marker = Class.forName(
                    "kotlin.jvm.internal.DefaultConstructorMarker", false, HttpRequest.class.getClassLoader());
            MethodType parts = MethodType.methodType(
                    void.class,
                    HttpMethod.class,
                    String.class,
                    List.class,
                    Headers.class,
                    QueryParams.class,
                    HttpRequestBody.class,
                    marker);
            MethodHandle made = MethodHandles.publicLookup().findConstructor(HttpRequest.class, parts);
            return MethodHandles.insertArguments(made, 6, new Object[] {null});
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
