package io.chatguard.redact.door;

import com.openai.core.http.HttpClient;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** What can be reached from an object over fields, elements and entries; the JDK's own objects are not opened. */
final class ObjectGraph {

    private ObjectGraph() {}

    /**
     * The HTTP clients within reach.
     *
     * @param walls what is counted but not entered
     */
    static Set<HttpClient> httpClients(Object root, Predicate<Object> walls) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<HttpClient> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> todo = new ArrayDeque<>();
        todo.add(root);
        while (!todo.isEmpty()) {
            Object at = todo.poll();
            if (!seen.add(at)) {
                continue;
            }
            if (at instanceof HttpClient client) {
                found.add(client);
            }
            if (!walls.test(at)) {
                open(at, todo);
            }
        }
        return found;
    }

    private static void open(Object at, Deque<Object> todo) {
        if (at instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add(key, todo);
                add(value, todo);
            });
        } else if (at instanceof Collection<?> all) {
            all.forEach(each -> add(each, todo));
        } else if (at instanceof Optional<?> optional) {
            optional.ifPresent(value -> add(value, todo));
        } else if (at instanceof AtomicReference<?> reference) {
            add(reference.get(), todo);
        } else if (at instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                add(Array.get(array, i), todo);
            }
        } else if (!at.getClass().isArray()) {
            fields(at, todo);
        }
    }

    private static void fields(Object at, Deque<Object> todo) {
        for (Class<?> type = at.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    add(field.get(at), todo);
                } catch (InaccessibleObjectException | IllegalAccessException e) {
                    break; // the JDK's own
                }
            }
        }
    }

    private static void add(Object value, Deque<Object> todo) {
        if (value != null && !(value instanceof Class) && !(value instanceof String) && !(value instanceof Number)) {
            todo.add(value);
        }
    }
}
