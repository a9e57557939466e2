package io.chatguard.examples.architecture;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Renders the public and protected members of types, one line each, in an order and a form that depend on the sources
 * only: not on the compiler, the JDK or the order in which it lists members. Names within {@code java.lang} and within
 * the type's own package are short. Left out: what a compiler adds (bridges, {@code values()}, a record's
 * {@code equals}), since it cannot be changed apart from the line that causes it.
 */
final class ApiDump {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("toString", "hashCode", "equals");
    private static final int OF_METHODS =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;

    private final String home;

    private ApiDump(String home) {
        this.home = home;
    }

    /** One block a type, nested types after their own, blocks in the order of the names. */
    static String of(List<Class<?>> types) {
        return types.stream()
                .filter(t -> open(t.getModifiers()))
                .sorted(Comparator.comparing(Class::getName))
                .map(t -> new ApiDump(t.getPackageName()).block(t))
                .collect(joining("\n"));
    }

    private String block(Class<?> type) {
        // What of an interface is not public is not shown, so the word would only repeat itself.
        int shown = type.isInterface() ? ~(Modifier.PUBLIC | Modifier.ABSTRACT) : -1;
        List<Line> lines = new ArrayList<>();
        for (Field f : type.getDeclaredFields()) {
            if (open(f.getModifiers()) && !f.isSynthetic() && !f.isEnumConstant()) {
                lines.add(new Line(
                        0,
                        f.getName(),
                        modifiers(f.getModifiers() & shown) + name(f.getGenericType()) + " " + f.getName()));
            }
        }
        for (Constructor<?> c : type.getDeclaredConstructors()) {
            if (open(c.getModifiers()) && !c.isSynthetic() && !isImplied(type, c)) {
                lines.add(new Line(
                        1, "", modifiers(c.getModifiers()) + variables(c) + type.getSimpleName() + parameters(c)));
            }
        }
        for (Method m : type.getDeclaredMethods()) {
            if (open(m.getModifiers()) && !m.isSynthetic() && !isImplied(type, m)) {
                String text = modifiers(m.getModifiers() & OF_METHODS & shown)
                        + (m.isDefault() ? "default " : "")
                        + variables(m)
                        + name(m.getGenericReturnType())
                        + " "
                        + m.getName()
                        + parameters(m);
                lines.add(new Line(2, m.getName(), text));
            }
        }
        StringBuilder out = new StringBuilder(header(type)).append(" {\n");
        if (type.isEnum()) {
            // In the order of the source: it is API, as the order of comparisons.
            for (Object constant : type.getEnumConstants()) {
                out.append("    ").append(((Enum<?>) constant).name()).append('\n');
            }
        }
        lines.stream()
                .sorted(Line.ORDER)
                .forEach(line -> out.append("    ").append(line.text()).append('\n'));
        return out.append("}\n").toString();
    }

    /** A member: fields before constructors before methods, then by name. */
    private record Line(int rank, String name, String text) {
        static final Comparator<Line> ORDER =
                Comparator.comparingInt(Line::rank).thenComparing(Line::name).thenComparing(Line::text);
    }

    private String header(Class<?> type) {
        int kept = Modifier.PUBLIC | Modifier.PROTECTED;
        String kind;
        if (type.isAnnotation()) {
            kind = "@interface";
        } else if (type.isInterface()) {
            kind = "interface";
        } else if (type.isEnum()) {
            kind = "enum";
        } else if (type.isRecord()) {
            kind = "record";
        } else {
            kind = "class";
            kept |= Modifier.FINAL | Modifier.ABSTRACT;
            kept |= type.isMemberClass() && !type.getDeclaringClass().isInterface() ? Modifier.STATIC : 0;
        }
        StringBuilder out = new StringBuilder(modifiers(type.getModifiers() & kept));
        if (type.isSealed() && !type.isEnum()) {
            out.append("sealed ");
        }
        out.append(kind).append(' ').append(dotted(type.getName())).append(variablesOf(type));
        if (type.isRecord()) {
            out.append(Arrays.stream(type.getRecordComponents())
                    .map(this::component)
                    .collect(joining(", ", "(", ")")));
        }
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
            out.append(" extends ").append(name(parent));
        }
        // Sorted: their order has no meaning for users.
        String interfaces = Arrays.stream(type.getGenericInterfaces())
                .map(this::name)
                .sorted()
                .collect(joining(", "));
        if (!interfaces.isEmpty()) {
            out.append(type.isInterface() ? " extends " : " implements ").append(interfaces);
        }
        return out.toString();
    }

    private String component(RecordComponent component) {
        return name(component.getGenericType()) + " " + component.getName();
    }

    /** What the header or the language says already. */
    private static boolean isImplied(Class<?> type, Method m) {
        if (m.getParameterCount() == 0 && type.isRecord()) {
            for (RecordComponent c : type.getRecordComponents()) {
                if (c.getAccessor().equals(m)) {
                    return true;
                }
            }
        }
        boolean ofEnum =
                type.isEnum() && (m.getName().equals("values") || m.getName().equals("valueOf"));
        return ofEnum || OF_EVERY_OBJECT.contains(m.getName());
    }

    /** A record's own constructor takes its components; those of an enum cannot be called. */
    private static boolean isImplied(Class<?> type, Constructor<?> c) {
        return type.isEnum()
                || (type.isRecord()
                        && Arrays.equals(
                                c.getParameterTypes(),
                                Arrays.stream(type.getRecordComponents())
                                        .map(RecordComponent::getType)
                                        .toArray()));
    }

    /** As a source names a nested type. */
    private static String dotted(String binaryName) {
        return binaryName.replace('$', '.');
    }

    private static boolean open(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String modifiers(int modifiers) {
        int shown = modifiers & ~(Modifier.TRANSIENT | Modifier.VOLATILE);
        return shown == 0 ? "" : Modifier.toString(shown) + " ";
    }

    private String parameters(Executable e) {
        Type[] types = e.getGenericParameterTypes();
        List<String> names =
                new ArrayList<>(Arrays.stream(types).map(this::name).toList());
        if (e.isVarArgs()) {
            String last = names.remove(names.size() - 1);
            names.add(last.substring(0, last.length() - "[]".length()) + "...");
        }
        String failures = Arrays.stream(e.getGenericExceptionTypes())
                .map(this::name)
                .sorted()
                .collect(joining(", "));
        return "(" + String.join(", ", names) + ")" + (failures.isEmpty() ? "" : " throws " + failures);
    }

    private String variables(GenericDeclaration declaration) {
        String text = variablesOf(declaration);
        return text.isEmpty() ? "" : text + " ";
    }

    private String variablesOf(GenericDeclaration declaration) {
        TypeVariable<?>[] variables = declaration.getTypeParameters();
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(v -> v.getName() + bounds(" extends ", v.getBounds()))
                        .collect(joining(", ", "<", ">"));
    }

    private String bounds(String word, Type[] bounds) {
        String text =
                Stream.of(bounds).filter(b -> b != Object.class).map(this::name).collect(joining(" & "));
        return text.isEmpty() ? "" : word + text;
    }

    private String name(Type type) {
        if (type instanceof Class<?> c) {
            if (c.isArray()) {
                return name(c.getComponentType()) + "[]";
            }
            boolean isNear =
                    c.getPackageName().equals(home) || c.getPackageName().equals("java.lang");
            return dotted(
                    isNear && !c.isPrimitive()
                            ? c.getName().substring(c.getPackageName().length() + 1)
                            : c.getName());
        }
        if (type instanceof ParameterizedType p) {
            return name(p.getRawType())
                    + Arrays.stream(p.getActualTypeArguments()).map(this::name).collect(joining(", ", "<", ">"));
        }
        if (type instanceof GenericArrayType a) {
            return name(a.getGenericComponentType()) + "[]";
        }
        if (type instanceof WildcardType w) {
            return "?" + bounds(" extends ", w.getUpperBounds()) + bounds(" super ", w.getLowerBounds());
        }
        return ((TypeVariable<?>) type).getName();
    }
}
