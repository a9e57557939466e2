package io.chatguard.redact.internal.vault;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that only grows and hands out views of what it held at a moment, without copying. One writer at a time; a
 * view may be read by any thread that got it through a volatile field or a lock.
 *
 * <p>Kept in blocks that never move, so that a reader never meets an array that a writer is about to replace.
 */
final class Log<T> {

    private static final int BLOCK = 256;

    private List<List<T>> blocks = List.of();
    private int size;

    void add(T item) {
        if (size == blocks.size() * BLOCK) {
            List<List<T>> more = new ArrayList<>(blocks);
            more.add(new ArrayList<>(BLOCK));
            blocks = more;
        }
        blocks.get(size / BLOCK).add(item);
        size++;
    }

    List<T> view() {
        return new View<>(blocks, size);
    }

    private static final class View<T> extends AbstractList<T> implements RandomAccess {
        private final List<List<T>> blocks;
        private final int size;

        View(List<List<T>> blocks, int size) {
            this.blocks = blocks;
            this.size = size;
        }

        @Override
        public T get(int index) {
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            return blocks.get(index / BLOCK).get(index % BLOCK);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
