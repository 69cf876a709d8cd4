// Deliveries, their problems and fixes, uploads in parts, jobs.

#include <nlohmann/json.hpp>

#include "http/fields.h"
#include "http/list.h"
#include "http/problem.h"
#include "http/routes.h"
#include "service/delivery_views.h"
#include "service/fix_it.h"
#include "service/jobs.h"
#include "service/problem_groups.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Json time_json(const std::optional<Instant>& time) {
    return time ? Json(time->to_iso()) : Json();
}

std::string_view word_of(ledger::DeliveryState state) {
    switch (state) {
        case ledger::DeliveryState::Received:
            return "received";
        case ledger::DeliveryState::Committed:
            return "committed";
        case ledger::DeliveryState::Undone:
            return "undone";
    }
    return "received";
}

Json delivery_json(const service::DeliveryView& view) {
    Json files = Json::array();
    for (const ledger::DeliveredFile& file : view.delivery.files) {
        files.push_back({{"name", file.name}, {"bytes", file.bytes}});
    }
    const service::DeliveryCounts& counts = view.counts;
    return {{"id", view.delivery.id.value()},
            {"source", view.delivery.source.value()},
            {"source_name", view.source_name},
            {"member", view.member.value()},
            {"state", std::string(word_of(view.delivery.state))},
            {"received_at", view.delivery.received_at.to_iso()},
            {"by", view.delivery.by.value()},
            {"files", std::move(files)},
            {"counts",
             {{"added", counts.added},
              {"changed", counts.changed},
              {"same", counts.same},
              {"gone", counts.gone},
              {"held_back", counts.held_back},
              {"input_lines", counts.input_lines},
              {"loaded_lines", counts.loaded_lines},
              {"quarantined_lines", counts.quarantined_lines},
              {"ignored_lines", counts.ignored_lines}}}};
}

Json feed_json(const service::FeedView& view) {
    const auto& every = view.feed.expected_every_days;
    return {{"source", view.feed.source.value()},
            {"name", view.name},
            {"member", view.feed.member.value()},
            {"last_at", time_json(view.feed.last_at)},
            {"expected_every_days", every ? Json(*every) : Json()},
            {"health", std::string(service::name_of(view.feed.health))}};
}

Json upload_json(const service::Upload& upload) {
    Json files = Json::array();
    for (std::size_t i = 0; i < upload.files.size(); ++i) {
        const service::UploadFile& file = upload.files[i];
        files.push_back({{"index", i}, {"name", file.name}, {"bytes", file.bytes}, {"received", file.received}});
    }
    Json preview = upload.preview.empty() ? Json() : Json::parse(upload.preview, nullptr, false);
    return {{"id", upload.id},
            {"source", upload.source.value()},
            {"state", std::string(service::name_of(upload.state))},
            {"files", std::move(files)},
            {"job", upload.job ? Json(*upload.job) : Json()},
            {"delivery", upload.delivery ? Json(upload.delivery->value()) : Json()},
            {"preview", std::move(preview)}};
}

Json job_json(const service::Job& job) {
    return {{"id", job.id},
            {"kind", std::string(service::name_of(job.kind))},
            {"state", std::string(service::name_of(job.state))},
            {"doing", job.doing},
            {"done", job.done},
            {"total", job.total},
            {"result", job.result.empty() ? Json() : Json::parse(job.result, nullptr, false)},
            {"error", job.error ? Json::parse(problem(*job.error).body, nullptr, false) : Json()}};
}

Json group_json(const service::ProblemGroup& group) {
    Json examples = Json::array();
    for (const service::ProblemExample& each : group.examples) {
        examples.push_back({{"file", each.file},
                            {"line", each.line},
                            {"column", each.column.empty() ? Json() : Json(each.column)},
                            {"value", each.value.empty() ? Json() : Json(each.value)}});
    }
    Json fix{{"kind", std::string(service::name_of(group.fix))}};
    if (group.fix == service::FixKind::DateOrder) fix["orders"] = {"mdy", "dmy", "ymd"};
    if (group.fix == service::FixKind::Mark) fix["codes"] = group.codes;
    return {{"id", group.id},
            {"severity", std::string(table::name_of(group.severity))},
            {"count", group.count},
            {"column", group.column.empty() ? Json() : Json(group.column)},
            {"examples", std::move(examples)},
            {"fix", std::move(fix)}};
}

Result<DeliveryId> delivery_param(const Request& request) {
    return DeliveryId(TRY(number_param(request, "id")));
}

Result<Response> list_deliveries(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    std::optional<SourceId> source;
    if (const auto word = query.optional_text("source")) source = SourceId(*word);
    TRY(query.check());
    const service::DeliveryViews views =
        TRY(service::list_delivery_views(context.ledger, source, request.user(), context.clock));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < views.deliveries.size() && items.size() < asked.limit; ++i) {
        items.push_back(delivery_json(views.deliveries[i]));
    }
    Json page = list_page(std::move(items), asked, views.deliveries.size());
    Json& feeds = page["feeds"] = Json::array();
    for (const service::FeedView& feed : views.feeds) feeds.push_back(feed_json(feed));
    return ok(page);
}

Result<Response> get_delivery(Context& context, const Request& request) {
    const DeliveryId id = TRY(delivery_param(request));
    return ok(delivery_json(TRY(service::show_delivery(context.ledger, id, request.user(), context.clock))));
}

Result<Response> undo_delivery(Context& context, const Request& request) {
    const DeliveryId id = TRY(delivery_param(request));
    return ok(delivery_json(TRY(service::undo_as(context.ledger, id, request.user(), context.clock))));
}

Result<Response> list_problem_groups(Context& context, const Request& request) {
    const DeliveryId id = TRY(delivery_param(request));
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    const std::vector<service::ProblemGroup> groups =
        TRY(service::list_problem_groups(context.ledger, id, request.user(), context.clock));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < groups.size() && items.size() < asked.limit; ++i) {
        items.push_back(group_json(groups[i]));
    }
    return ok(list_page(std::move(items), asked, groups.size()));
}

Result<Response> get_fix_it(Context& context, const Request& request) {
    const DeliveryId id = TRY(delivery_param(request));
    service::FixItSheet sheet =
        TRY(service::make_fix_it(context.ledger, context.jobs->uploads(), id, request.user(), context.clock));
    return attachment(sheet.name, kXlsx, std::move(sheet.bytes));
}

Result<Response> apply_fix(Context& context, const Request& request) {
    const DeliveryId id = TRY(delivery_param(request));
    BodyFields body(request);
    body.text("group");
    const Json& fix = body.value("fix");
    TRY(body.check());
    const auto text = [&fix](const char* name) {
        const bool has = fix.is_object() && fix.contains(name) && fix[name].is_string();
        return has ? fix[name].get<std::string>() : std::string();
    };
    service::FixAnswer answer;
    for (const auto kind : {service::FixKind::DateOrder, service::FixKind::Mark, service::FixKind::Column}) {
        if (text("kind") == service::name_of(kind)) answer.kind = kind;
    }
    answer.order = text("order");
    answer.code = text("code");
    answer.mark = text("mark");
    answer.column = text("column");
    answer.role = text("role");
    TRY(service::remember_fix(context.ledger, id, answer, request.user(), context.clock));
    return accepted(job_json(TRY(context.jobs->deliver_again(request.user(), id))));
}

Result<Response> begin_upload(Context& context, const Request& request) {
    BodyFields body(request);
    service::UploadAsked asked;
    asked.source = SourceId(body.text("source"));
    const Json& files = body.value("files");
    TRY(body.check());
    const Error malformed = make_error(ErrorCode::InvalidInput, "request.field.type",
                                       "expected a list of files with `name` and `bytes`", "files");
    if (!files.is_array()) return malformed;
    for (const Json& file : files) {
        const bool is_file = file.is_object() && file.contains("name") && file["name"].is_string() &&
                             file.contains("bytes") && file["bytes"].is_number_unsigned();
        if (!is_file) return malformed;
        asked.files.push_back({file["name"].get<std::string>(), file["bytes"].get<std::uint64_t>(), 0});
    }
    return created(upload_json(TRY(context.jobs->uploads().begin(request.user(), asked))));
}

Result<Response> put_part(Context& context, const Request& request) {
    const std::uint64_t index = TRY(number_param(request, "index"));
    QueryFields query(request);
    const std::int64_t offset = query.number("offset", 0, {.least = 0, .most = std::int64_t{1} << 40});
    TRY(query.check());
    constexpr std::uint64_t kIndexMax = 0xffffffff;
    return ok(upload_json(TRY(context.jobs->uploads().put_part(
        request.user(), request.param("id"), static_cast<std::uint32_t>(std::min(index, kIndexMax)),
        static_cast<std::uint64_t>(offset), as_bytes(request.body)))));
}

Result<Response> get_upload(Context& context, const Request& request) {
    return ok(upload_json(TRY(context.jobs->uploads().find(request.user(), request.param("id")))));
}

Result<Response> list_uploads(Context& context, const Request& request) {
    const std::vector<service::Upload> uploads = TRY(context.jobs->uploads().list(request.user()));
    Json items = Json::array();
    for (const service::Upload& upload : uploads) items.push_back(upload_json(upload));
    const PageAsked all{0, uploads.size()};
    return ok(list_page(std::move(items), all, uploads.size()));
}

Result<Response> drop_upload(Context& context, const Request& request) {
    TRY(context.jobs->uploads().drop(request.user(), request.param("id")));
    return no_content();
}

Result<Response> preview_upload(Context& context, const Request& request) {
    return accepted(job_json(TRY(context.jobs->preview(request.user(), request.param("id")))));
}

Result<Response> deliver_upload(Context& context, const Request& request) {
    BodyFields body(request);
    const bool is_allowed = body.optional_truth("allow_removals").value_or(false);
    TRY(body.check());
    const auto removal = is_allowed ? service::Removal::Allowed : service::Removal::Guarded;
    return accepted(job_json(TRY(context.jobs->deliver(request.user(), request.param("id"), removal))));
}

Result<Response> get_job(Context& context, const Request& request) {
    return ok(job_json(TRY(context.jobs->find(request.user(), request.param("id")))));
}

/// An event whenever the job has another revision; the last one says how it ended.
Result<Response> watch_job(Context& context, const Request& request) {
    const service::Job first = TRY(context.jobs->find(request.user(), request.param("id")));
    service::Jobs& jobs = *context.jobs;
    return event_stream([&jobs, id = first.id, user = request.user(), seen = std::optional<std::uint64_t>()]() mutable {
        const auto job = jobs.find(user, id);
        if (job.is_error()) return EventBatch{{}, true};
        if (seen == job->revision && !job->is_over()) return EventBatch{};
        seen = job->revision;
        const bool is_done = job->state == service::JobState::Done;
        const std::string_view name = is_done ? "done" : job->is_over() ? "failed" : "progress";
        return EventBatch{event(name, job_json(*job)), job->is_over()};
    });
}

Result<Response> start_link(Context& context, const Request& request) {
    return accepted(job_json(TRY(context.jobs->link(request.user()))));
}

}  // namespace

void add_deliveries_routes(Router& router) {
    router.get("/deliveries", "listDeliveries", list_deliveries);
    router.get("/deliveries/{id}", "getDelivery", get_delivery);
    router.post("/deliveries/{id}/undo", "undoDelivery", undo_delivery);
    router.get("/deliveries/{id}/problems", "listProblemGroups", list_problem_groups);
    router.get("/deliveries/{id}/fix-it", "getFixIt", get_fix_it);
    router.post("/deliveries/{id}/fixes", "applyFix", apply_fix);
    router.post("/uploads", "beginUpload", begin_upload);
    router.get("/uploads", "listUploads", list_uploads);
    router.get("/uploads/{id}", "getUpload", get_upload);
    router.remove("/uploads/{id}", "dropUpload", drop_upload);
    router.add({.method = Method::Put,
                .path = "/uploads/{id}/files/{index}",
                .operation = "putPart",
                .handler = put_part,
                .carries = Carries::Bytes});
    router.post("/uploads/{id}/preview", "previewUpload", preview_upload);
    router.post("/uploads/{id}/deliver", "deliverUpload", deliver_upload);
    router.get("/jobs/{id}", "getJob", get_job);
    router.get("/jobs/{id}/events", "watchJob", watch_job);
    router.post("/link", "startLink", start_link);
}

}  // namespace kith::http
