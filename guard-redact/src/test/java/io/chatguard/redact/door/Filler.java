package io.chatguard.redact.door;

import com.openai.core.Enum;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills instances of the SDK's parameter classes, every string of them, by their builders.
 *
 * <p>A path is that of the properties, a union's variant in angle brackets; lists of unions hold every variant once,
 * and single unions take turns, so that several instances together hold every string position that the class has.
 */
final class Filler {

    /** Gives the text of a position, or what stands for nothing in particular. */
    interface Texts extends Function<String, String> {}

    /** The form of a structured answer. */
    record Answer(String text) {}

    /** Nothing can be built for that type here; what surrounds it goes without. */
    private static final class NotBuilt extends Exception {
        private static final long serialVersionUID = 1L;

        NotBuilt(String why) {
            super(why);
        }
    }

    /** A field that the API does not have today. */
    static final String TOMORROW = "tomorrow";

    private static final Set<String> NOT_PROPERTIES =
            Set.of("validate", "isValid", "toBuilder", "hashCode", "toString", "getClass", "accept", "json");
    private static final OffsetDateTime TIME = OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

    private final Map<String, Integer> visits = new HashMap<>();
    private final Set<String> expanded = new HashSet<>();
    private final Map<String, String> unbuilt = new TreeMap<>();
    private final Deque<Class<?>> open = new ArrayDeque<>();
    private Texts texts = path -> "x";
    private boolean streams;

    /** Whether what was built holds streams, which can be sent only once. */
    boolean holdsStreams() {
        return streams;
    }

    /** What could not be built so far, and why. */
    Map<String, String> unbuilt() {
        return unbuilt;
    }

    /** Builds an instance of a parameter class; its lists and unions go on where the last one stopped. */
    Optional<Object> params(Class<?> type, Texts with) {
        texts = with;
        open.clear();
        try {
            return Optional.of(fill(type, type.getSimpleName()));
        } catch (NotBuilt e) {
            unbuilt.put(type.getName(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Builds instances of every variant of a union, or one of what is none. */
    List<Object> everyVariant(Class<?> type, Texts with) {
        texts = with;
        open.clear();
        try {
            return list(type, type.getSimpleName());
        } catch (NotBuilt e) {
            unbuilt.put(type.getName(), String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private Object fill(Type type, String path) throws NotBuilt {
        if (type instanceof WildcardType wild) {
            return fill(wild.getUpperBounds()[0], path);
        }
        if (type instanceof ParameterizedType generic) {
            return generic(generic, path);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new NotBuilt("no value for " + type);
        }
        Object simple = simple(plain, path);
        return simple != null ? simple : ofSdk(plain, path);
    }

    private Object generic(ParameterizedType type, String path) throws NotBuilt {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] of = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return Optional.of(fill(of[0], path));
        }
        if (raw == List.class || raw == Iterable.class) {
            return list(of[0], path);
        }
        if (raw == Map.class) {
            return Map.of(texts.apply(path + "/~key"), fill(of[1], path + "/*"));
        }
        if (raw == JsonField.class) {
            return JsonField.of(fill(of[0], path));
        }
        throw new NotBuilt("no value for " + raw.getSimpleName());
    }

    private List<Object> list(Type element, String path) throws NotBuilt {
        List<Object> all = new ArrayList<>();
        List<Method> variants = element instanceof Class<?> plain ? variants(plain) : List.of();
        if (variants.isEmpty() || !expanded.add(path)) {
            all.add(fill(element, path + "/0"));
            return all;
        }
        for (Method variant : variants) {
            try {
                open.push((Class<?>) element);
                all.add(variant(variant, path + "/0"));
            } catch (NotBuilt e) {
                continue; // listed where it happened; a recursive one is met one level up
            } finally {
                open.pop();
            }
        }
        return all;
    }

    private @Nullable Object simple(Class<?> type, String path) {
        if (type == String.class || type == CharSequence.class) {
            return texts.apply(path);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Boolean.TRUE;
        }
        if (type == long.class || type == Long.class) {
            return 1L;
        }
        if (type == int.class || type == Integer.class) {
            return 1;
        }
        if (type == double.class || type == Double.class) {
            return 0.5;
        }
        if (type == float.class || type == Float.class) {
            return 0.5f;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        if (type == OffsetDateTime.class) {
            return TIME;
        }
        if (type == LocalDate.class) {
            return TIME.toLocalDate();
        }
        if (type == Instant.class) {
            return TIME.toInstant();
        }
        if (type == InputStream.class) {
            streams = true;
            return new ByteArrayInputStream(texts.apply(path).getBytes(StandardCharsets.UTF_8));
        }
        if (JsonValue.class.isAssignableFrom(type) || type == Object.class) {
            return json(path);
        }
        return null;
    }

    private JsonValue json(String path) {
        return JsonValue.from(Map.of(
                texts.apply(path + "/~key"),
                List.of(texts.apply(path + "/*/0"), Map.of("id", texts.apply(path + "/*/1/id")))));
    }

    private Object ofSdk(Class<?> type, String path) throws NotBuilt {
        if (Enum.class.isAssignableFrom(type)) {
            return enumeration(type, path);
        }
        if (type.getSimpleName().startsWith("Structured")) {
            return structured(type, path);
        }
        if (open.contains(type)) {
            throw new NotBuilt("recursive: " + type.getName());
        }
        open.push(type);
        try {
            List<Method> variants = variants(type);
            return variants.isEmpty() ? model(type, path) : turn(variants, path);
        } finally {
            open.pop();
        }
    }

    /** Enumerations are open: any string or number can be one. */
    private Object enumeration(Class<?> type, String path) throws NotBuilt {
        for (Method of : type.getMethods()) {
            if (of.getName().equals("of") && of.getParameterCount() == 1) {
                return invokeStatic(of, fill(of.getParameterTypes()[0], path));
            }
        }
        throw new NotBuilt("no of() in " + type.getName());
    }

    /** Parameters that ask for an answer of a class's form: the plain ones, and a class. */
    private Object structured(Class<?> type, String path) throws NotBuilt {
        Constructor<?> of = type.getConstructors()[0];
        try {
            return of.newInstance(Answer.class, fill(of.getParameterTypes()[1], path));
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new NotBuilt(type.getSimpleName() + " cannot be made of a class and parameters");
        }
    }

    /** The static factories of a union, one for each variant. */
    private static List<Method> variants(Class<?> type) {
        boolean union = Arrays.stream(type.getMethods())
                .anyMatch(m -> m.getName().equals("accept") && m.getParameterCount() == 1);
        if (!union) {
            return List.of();
        }
        return Arrays.stream(type.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers())
                        && m.getName().startsWith("of")
                        && m.getReturnType() == type)
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                .toList();
    }

    /** The variants take turns at each path. */
    private Object turn(List<Method> variants, String path) throws NotBuilt {
        List<Method> order = new ArrayList<>(variants);
        order.sort(Comparator.comparingInt(v -> visits.getOrDefault(key(path, v), 0)));
        NotBuilt last = new NotBuilt("no variant");
        for (Method variant : order) {
            visits.merge(key(path, variant), 1, Integer::sum);
            try {
                return variant(variant, path);
            } catch (NotBuilt e) {
                last = e;
            }
        }
        throw last;
    }

    private static String key(String path, Method variant) {
        return path + '<' + variant.getName() + variant.getParameterCount() + '>';
    }

    private Object variant(Method variant, String path) throws NotBuilt {
        String inner = path + '<' + variant.getName().substring(2) + '>';
        Object[] arguments = new Object[variant.getParameterCount()];
        Type[] types = variant.getGenericParameterTypes();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = fill(types[i], inner);
        }
        return invokeStatic(variant, arguments);
    }

    private Object model(Class<?> type, String path) throws NotBuilt {
        Object builder = invokeStatic(find(type, "builder"));
        Map<String, List<Method>> setters = new TreeMap<>();
        for (Method m : builder.getClass().getMethods()) {
            setters.computeIfAbsent(m.getName(), n -> new ArrayList<>()).add(m);
        }
        Method[] getters = type.getMethods();
        Arrays.sort(getters, Comparator.comparing(Method::getName));
        boolean any = false;
        for (Method getter : getters) {
            if (isProperty(getter) && !getter.getName().equals("_body")) {
                any |= set(builder, getter, property(getter), setters.get(property(getter)), path);
            }
        }
        if (!any && setters.containsKey("body")) {
            for (Method getter : getters) {
                if (getter.getName().equals("body") || getter.getName().equals("_body")) {
                    any |= set(builder, getter, "body", setters.get("body"), path);
                }
            }
        }
        extra(builder, setters, path);
        return invoke(find(builder.getClass(), "build"), builder);
    }

    private static boolean isProperty(Method m) {
        return !Modifier.isStatic(m.getModifiers())
                && m.getParameterCount() == 0
                && !m.isSynthetic()
                && m.getDeclaringClass() != Object.class
                && !NOT_PROPERTIES.contains(m.getName())
                && (!m.getName().startsWith("_") || m.getReturnType() == JsonValue.class);
    }

    /** Properties that are raw JSON are read by {@code _name()}, those of hand-written classes by {@code getName()}. */
    private static String property(Method getter) {
        String name = getter.getName();
        if (name.startsWith("get") && name.length() > 3 && Character.isUpperCase(name.charAt(3))) {
            return Character.toLowerCase(name.charAt(3)) + name.substring(4);
        }
        return name.startsWith("_") ? name.substring(1) : name;
    }

    private boolean set(Object builder, Method getter, String property, @Nullable List<Method> setters, String path) {
        if (setters == null || isConstant(builder, property)) {
            return false;
        }
        String inner = path + '/' + property;
        Type type = getter.getGenericReturnType();
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            type = generic.getActualTypeArguments()[0];
        }
        try {
            Object value = fill(type, inner);
            for (Method setter : setters) {
                Class<?>[] takes = setter.getParameterTypes();
                if (takes.length != 1) {
                    continue;
                }
                if (takes[0] == MultipartField.class && value instanceof InputStream) {
                    invoke(setter, builder, file(value, inner));
                    return true;
                }
                if (boxed(takes[0]).isInstance(value) && !hasStreamField(setters, value)) {
                    invoke(setter, builder, value);
                    return true;
                }
            }
            unbuilt.put(inner, "no setter takes a " + value.getClass().getSimpleName());
        } catch (NotBuilt e) {
            if (!String.valueOf(e.getMessage()).startsWith("recursive")) {
                unbuilt.put(inner, String.valueOf(e.getMessage()));
            }
        }
        return false;
    }

    /** Whether the builder has set it by itself, as it does with the {@code type} of a union's variant. */
    private static boolean isConstant(Object builder, String property) {
        try {
            Field field = builder.getClass().getDeclaredField(property);
            field.setAccessible(true);
            return field.get(builder) instanceof JsonValue value && !value.isMissing();
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return false;
        }
    }

    private static boolean hasStreamField(List<Method> setters, Object value) {
        return value instanceof InputStream
                && setters.stream().anyMatch(s -> s.getParameterTypes()[0] == MultipartField.class);
    }

    private MultipartField<Object> file(Object value, String path) {
        return MultipartField.builder()
                .value(value)
                .filename(texts.apply(path + "/~filename") + ".txt")
                .contentType("text/plain")
                .build();
    }

    /** What the builder takes besides the properties that it knows. */
    private void extra(Object builder, Map<String, List<Method>> setters, String path) throws NotBuilt {
        for (String name : List.of("putAdditionalProperty", "putAdditionalBodyProperty")) {
            for (Method put : setters.getOrDefault(name, List.of())) {
                String inner = path + "/~additional";
                boolean plain = put.getParameterTypes()[1] == String.class;
                invoke(put, builder, texts.apply(inner + "/~key"), plain ? texts.apply(inner + "/*") : json(inner));
                invoke(
                        put,
                        builder,
                        TOMORROW,
                        plain ? texts.apply(inner + "/tomorrow") : JsonValue.from(texts.apply(inner + "/tomorrow")));
            }
        }
        for (Method put : setters.getOrDefault("putAdditionalQueryParam", List.of())) {
            invoke(put, builder, "q", texts.apply(path + "/~query"));
            invoke(put, builder, texts.apply(path + "/~query/~key"), "x");
        }
        for (Method put : setters.getOrDefault("putAdditionalHeader", List.of())) {
            invoke(put, builder, "X-Own", texts.apply(path + "/~header"));
        }
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static Method find(Class<?> type, String name, Class<?>... takes) throws NotBuilt {
        try {
            return type.getMethod(name, takes);
        } catch (NoSuchMethodException e) {
            throw new NotBuilt("no " + name + " in " + type.getName());
        }
    }

    private static Object invokeStatic(Method method, Object... arguments) throws NotBuilt {
        return invoke(method, null, arguments);
    }

    private static Object invoke(Method method, @Nullable Object on, Object... arguments) throws NotBuilt {
        try {
            return method.invoke(on, arguments);
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new NotBuilt(method.getName() + " cannot be called: " + e.getMessage());
        } catch (InvocationTargetException e) {
            throw new NotBuilt(method.getName() + ": " + e.getCause());
        }
    }
}
