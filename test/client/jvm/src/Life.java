import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import shoujie.java.ApiClient;
import shoujie.java.ApiException;
import shoujie.java.api.SheetsApi;
import shoujie.java.model.*;

/**
 * A sheet's whole life by the generated Java client, against a local cloud. Takes two arguments: the address of the API, and
 * the file of its description. Ends with an error where anything is not as the description says.
 */
public final class Life {
  private static final ObjectMapper JSON = ApiClient.createDefaultObjectMapper();
  private static final String SITE = "riverside";

  private final String api;
  private final Map<String, SheetsApi> callers = new HashMap<>();
  private int keys = 0;

  private Life(String api) {
    this.api = api;
  }

  public static void main(String[] given) throws Exception {
    sendsEveryStep(new File(given[1]));
    Life life = new Life(given[0]);
    String id = life.livesUntilArchived();
    life.readsTheLedger(id);
    life.isRefused(id);
    life.lists(id);
    System.out.println("A sheet was lived by the generated Java client.");
  }

  /** Every step that the description maps has a class of its own, which is sent as that step. */
  private static void sendsEveryStep(File description) throws Exception {
    JsonNode schemas = JSON.readTree(description).at("/components/schemas");
    for (Class<?> body : List.of(SignOff.class, CaseSignOff.class, LinkStep.class)) {
      TreeSet<String> sent = new TreeSet<>();
      for (Constructor<?> made : body.getConstructors()) {
        if (made.getParameterCount() == 0) continue;
        Class<?> form = made.getParameterTypes()[0];
        Object step = form.getConstructor().newInstance();
        Class<?> name = Class.forName(form.getName() + "$StepEnum");
        form.getMethod("setStep", name).invoke(step, name.getEnumConstants()[0]);
        sent.add(JSON.readTree(JSON.writeValueAsString(made.newInstance(step))).path("step").asText());
      }
      TreeSet<String> mapped = new TreeSet<>();
      schemas.at("/" + body.getSimpleName() + "/discriminator/mapping").fieldNames().forEachRemaining(mapped::add);
      same(mapped, sent, "steps of " + body.getSimpleName());
    }
  }

  private String livesUntilArchived() throws Exception {
    Intake intake =
        new Intake()
            .site(SITE)
            .kind(Kind.REPAIR)
            .channel(Channel.WALK_IN)
            .subject("厨房水管漏水")
            .category(Category.WATER)
            .resident(new Resident().id("resident-zhao").name("赵敏").phone("13800005678").address("1栋2单元301"))
            .signature(new DrawnSignature().signer("赵敏").path("M 10 10 L 20 20 C 1,2 3,4 5,6"));
    OpenedSheet opened = as("receptionist-sun").openSheet(key(), intake, null);
    same(Status.REGISTERED, opened.getStatus(), "status after the intake");
    String id = opened.getId();
    signs(
        "receptionist-sun",
        id,
        new SignOff(
            new SheetStepHandOver()
                .step(SheetStepHandOver.StepEnum.HAND_OVER)
                .section("engineering")
                .opinion("请尽快处理")),
        Status.HANDED_OVER);
    signs("worker-wu", id, new SignOff(new SheetStepAccept().step(SheetStepAccept.StepEnum.ACCEPT)), Status.ACCEPTED);
    signs("worker-wu", id, new SignOff(new SheetStepArrive().step(SheetStepArrive.StepEnum.ARRIVE)), Status.ON_SITE);
    signs(
        "worker-wu",
        id,
        new SignOff(new SheetStepComplete().step(SheetStepComplete.StepEnum.COMPLETE).outcome("已更换水管")),
        Status.COMPLETED);
    signs(
        "worker-wu",
        id,
        new SignOff(new SheetStepReturn().step(SheetStepReturn.StepEnum.RETURN).opinion("修好，试水正常")),
        Status.RETURNED);
    signs(
        "receptionist-zhou",
        id,
        new SignOff(
            new SheetStepFollowUp()
                .step(SheetStepFollowUp.StepEnum.FOLLOW_UP)
                .reached(true)
                .resolved(true)
                .satisfaction(5)),
        Status.FOLLOWED_UP);
    signs(
        "resident-zhao",
        id,
        new SignOff(new SheetStepRate().step(SheetStepRate.StepEnum.RATE).satisfaction(5)),
        Status.FOLLOWED_UP);
    signs("receptionist-sun", id, archive(), Status.ARCHIVED);
    return id;
  }

  private void readsTheLedger(String id) throws Exception {
    Ledger ledger = as("receptionist-sun").readLedger(id, null, null, null);
    same(true, ledger.getIntact(), "whether the ledger is intact");
    same(
        List.of("open", "hand-over", "accept", "arrive", "complete", "return", "follow-up", "rate", "archive"),
        ledger.getEntries().stream().map(LedgerEntry::getStep).filter(step -> !step.equals("receive")).toList(),
        "steps in the ledger");
  }

  /** A step that comes too late is a conflict, and says how the sheet stands; so is a version that is not current. */
  private void isRefused(String id) throws Exception {
    Problem late = refused(409, () -> as("receptionist-sun").signOff(id, archive(), null, null, null));
    same(ProblemCode.STEP_NOT_ALLOWED, late.getCode(), "code of a step that comes too late");
    same(SheetOrCaseStatus.ARCHIVED, late.getPresent().getStatus(), "status as the conflict tells it");
    Problem stale = refused(412, () -> as("receptionist-sun").signOff(id, archive(), null, null, "\"1\""));
    same(ProblemCode.VERSION_CONFLICT, stale.getCode(), "code of a version that is not current");
  }

  private void lists(String id) throws Exception {
    Intake report =
        new Intake()
            .site(SITE)
            .kind(Kind.ENQUIRY)
            .channel(Channel.ONLINE)
            .subject("物业费怎么交");
    as("resident-zhao").openSheet(key(), report, null);
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      SheetList page =
          as("receptionist-sun")
              .listSheets(
                  null, SITE, null, List.of(Status.ARCHIVED, Status.REGISTERED), List.of(Kind.REPAIR, Kind.ENQUIRY),
                  null, null, null, null, null, null, null, null, null, null, 1, cursor);
      page.getItems().forEach(item -> found.add(item.getId()));
      cursor = page.getNextCursor();
    } while (cursor != null);
    same(2, found.size(), "how many sheets the list has");
    same(true, found.contains(id), "whether the sheet is in the list");
  }

  private static SignOff archive() {
    return new SignOff(new SheetStepArchive().step(SheetStepArchive.StepEnum.ARCHIVE));
  }

  private void signs(String person, String id, SignOff step, Status then) throws Exception {
    SignedOff signed = as(person).signOff(id, step, null, key(), null);
    same(then, signed.getSheet().getStatus(), "status after " + signed.getEntry().getStep());
  }

  private SheetsApi as(String person) throws Exception {
    if (!callers.containsKey(person)) {
      String token = tokenOf(person);
      ApiClient client = new ApiClient();
      client.updateBaseUri(api);
      client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
      callers.put(person, new SheetsApi(client));
    }
    return callers.get(person);
  }

  private String tokenOf(String person) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "/_local/tokens"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"person\":\"" + person + "\"}"))
            .build();
    String answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JSON.readTree(answer).path("token").asText();
  }

  private String key() {
    keys += 1;
    return "java-" + keys;
  }

  private interface Call {
    Object call() throws Exception;
  }

  private static Problem refused(int status, Call call) throws Exception {
    try {
      call.call();
    } catch (ApiException refusal) {
      same(status, refusal.getCode(), "status of a refusal");
      return JSON.readValue(refusal.getResponseBody(), Problem.class);
    }
    throw new AssertionError("A request was to be refused with " + status + " and was not.");
  }

  private static void same(Object expected, Object found, String what) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + ": expected " + expected + ", found " + found);
    }
  }
}
