package io.chatguard.examples.cli;

import java.util.List;

/** Some whole lines of the input that are screened together. */
interface Batch {

    /** One text that is screened, and what errors call its place. */
    record Part(String text, String place) {
        @Override
        public String toString() {
            return "Part[" + place + "]";
        }
    }

    /** The texts in their order. */
    List<Part> parts();

    /** The bytes of the lines with these texts in place of the parts. */
    byte[] with(List<String> texts);

    /** The parts in smaller ones, where they span lines, so that an error can name the line. */
    default List<Part> lines() {
        return parts();
    }

    /** How many bytes of input these lines are. */
    long bytes();
}
