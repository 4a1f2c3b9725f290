package bucketpass;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "bucketpass", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule a_room_knows_only_those_before_it =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("outcome")
          .definedBy("bucketpass.outcome")
          .layer("json")
          .definedBy("bucketpass.json")
          .layer("caller")
          .definedBy("bucketpass.caller")
          .layer("grant")
          .definedBy("bucketpass.grant")
          .layer("policy")
          .definedBy("bucketpass.policy")
          .layer("sts")
          .definedBy("bucketpass.sts")
          .layer("api")
          .definedBy("bucketpass.api")
          .layer("snapstart")
          .definedBy("bucketpass.snapstart")
          .layer("entry")
          .definedBy("bucketpass")
          .whereLayer("entry")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("entry")
          .whereLayer("snapstart")
          .mayOnlyBeAccessedByLayers("entry")
          .whereLayer("sts")
          .mayOnlyBeAccessedByLayers("api", "snapstart", "entry")
          .whereLayer("policy")
          .mayOnlyBeAccessedByLayers("sts", "api", "entry")
          .whereLayer("grant")
          .mayOnlyBeAccessedByLayers("policy", "sts", "api", "entry")
          .whereLayer("caller")
          .mayOnlyBeAccessedByLayers("grant", "policy", "sts", "api", "entry")
          .whereLayer("json")
          .mayOnlyBeAccessedByLayers(
              "caller", "grant", "policy", "sts", "api", "snapstart", "entry");

  @ArchTest
  static final ArchRule the_outcome_knows_no_other_room =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("bucketpass.outcome")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "bucketpass.json",
              "bucketpass.caller",
              "bucketpass.grant",
              "bucketpass.policy",
              "bucketpass.sts",
              "bucketpass.api");

  @ArchTest
  static final ArchRule only_sts_signs =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("bucketpass.sts")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");
}
