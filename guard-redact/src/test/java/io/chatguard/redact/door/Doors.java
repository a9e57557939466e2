package io.chatguard.redact.door;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.Params;
import com.openai.core.RequestOptions;
import com.openai.models.beta.agents.AgentToolHandlers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** All methods of the SDK's services that take parameters, found by walking the services from the two clients. */
final class Doors {

    /**
     * One method and the way to its service.
     *
     * @param way accessors from the client to the service, in order
     */
    record Door(Class<?> client, List<Method> way, Method method) {

        /** The class of the parameters. */
        Class<?> params() {
            return Arrays.stream(method.getParameterTypes())
                    .filter(Doors::isParams)
                    .findFirst()
                    .orElseThrow();
        }

        /** Such as {@code OpenAIClientAsync.chat.completions.withRawResponse.create(ChatCompletionCreateParams)}. */
        String name() {
            StringBuilder out = new StringBuilder(client.getSimpleName());
            way.forEach(step -> out.append('.').append(step.getName()));
            out.append('.').append(method.getName()).append('(');
            for (Class<?> type : method.getParameterTypes()) {
                out.append(out.charAt(out.length() - 1) == '(' ? "" : ", ").append(type.getSimpleName());
            }
            return out.append(')').toString();
        }

        /** Whether others of the same name only fill in what is missing and call this one. */
        boolean isWhole() {
            Class<?>[] types = method.getParameterTypes();
            return types.length == 2 && isParams(types[0]) && types[1] == RequestOptions.class;
        }

        Object call(Object client, Object params) throws InvocationTargetException {
            Object service = client;
            try {
                for (Method step : way) {
                    service = step.invoke(service);
                }
                Object[] arguments = Arrays.stream(method.getParameterTypes())
                        .map(type -> argument(type, params))
                        .toArray();
                return method.invoke(service, arguments);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("a public method of a public interface", e);
            }
        }
    }

    private static Object argument(Class<?> type, Object params) {
        if (type == RequestOptions.class) {
            return RequestOptions.none();
        }
        if (type == AgentToolHandlers.class) {
            return AgentToolHandlers.builder().build();
        }
        return type == String.class ? "x_1" : params;
    }

    /** What a call failed with, without what reflection and futures put around it. */
    static Throwable unwrapped(Throwable e) {
        Throwable at = e;
        while ((at instanceof InvocationTargetException
                        || at instanceof ExecutionException
                        || at instanceof CompletionException)
                && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private Doors() {}

    static List<Door> all() {
        List<Door> doors = new ArrayList<>();
        for (Class<?> client : List.of(OpenAIClient.class, OpenAIClientAsync.class)) {
            collect(client, client, List.of(), doors);
        }
        return doors;
    }

    private static void collect(Class<?> client, Class<?> service, List<Method> way, List<Door> doors) {
        Method[] methods = service.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName).thenComparing(Method::toString));
        for (Method method : methods) {
            if (method.isSynthetic() || Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            if (method.getParameterCount() == 0 && isService(method.getReturnType())) {
                List<Method> further =
                        Stream.concat(way.stream(), Stream.of(method)).toList();
                collect(client, method.getReturnType(), further, doors);
            } else if (Arrays.stream(method.getParameterTypes()).anyMatch(Doors::isParams)) {
                doors.add(new Door(client, way, method));
            }
        }
    }

    /** A service or its raw variant; the other kind of client has doors of its own. */
    private static boolean isService(Class<?> type) {
        return type.isInterface()
                && (type.getName().startsWith("com.openai.services.")
                        || type.getName().contains("$WithRawResponse"));
    }

    private static boolean isParams(Class<?> type) {
        return Params.class.isAssignableFrom(type) || type.getSimpleName().endsWith("Params");
    }
}
