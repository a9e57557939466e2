package io.chatguard.examples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** Calls hop between threads, and a virtual thread serves one call: nothing hangs on a thread. */
final class Threads {
    private Threads() {}

    static ArchRule nothingHangsOnAThread(House house) {
        return noFields()
                .that()
                .areDeclaredInClassesThat(house.libraries())
                .should()
                .haveRawType(com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(ThreadLocal.class))
                .allowEmptyShould(true)
                .because("async calls change threads, and virtual threads are many");
    }

    static ArchRule nobodyReadsThreadLocals(House house) {
        return noClasses()
                .that(house.libraries())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.slf4j.MDC")
                .allowEmptyShould(true)
                .because("async calls change threads, and virtual threads are many");
    }

    /** A library has loggers and audit sinks; what it prints past them cannot be kept text-free or switched off. */
    static ArchRule nobodyPrints(House house) {
        return noClasses()
                .that(house.libraries())
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(true);
    }
}
