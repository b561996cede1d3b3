package io.muster.api.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their {@link Visits}, and holds each of them to what is true of every page. Without a Chromium they are skipped. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Browsing.Extension.class)
@interface Browsing {

    /** One Chromium for all tests of a run. */
    final class Extension implements ExecutionCondition, ParameterResolver, AfterEachCallback {
        private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(Browsing.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Chromium.isThere()
                    ? ConditionEvaluationResult.enabled("there is a Chromium")
                    : ConditionEvaluationResult.disabled("no Chromium on this machine: the pages are not tried");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Visits.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Chromium chromium = context.getRoot()
                    .getStore(SPACE)
                    .computeIfAbsent(Chromium.class, key -> Chromium.open(), Chromium.class);
            return context.getStore(SPACE)
                    .computeIfAbsent(Visits.class, key -> new Visits(chromium.browser()), Visits.class);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            Visits visits = context.getStore(SPACE).remove(Visits.class, Visits.class);
            if (visits != null) {
                visits.end(context.getExecutionException().isEmpty());
            }
        }
    }
}
