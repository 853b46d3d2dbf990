#pragma once

#include <string>

#include "operations/telling/told_call.h"
#include "pipeline/ports/cursor_store.h"
#include "pipeline/ports/parcel_store.h"

namespace scan {

// The poller's cursor, told to the board.
class ToldCursorStore final : public CursorStore {
public:
    ToldCursorStore(CursorStore& store, WorkerBoard& board, Duration call_max)
        : store_(store),
          board_(board),
          line_(board.add_line(Dependency::store, "poller", call_max)) {}

    Result<bool> advance(LeaseEpoch epoch, const CursorAdvance& advance) override {
        ToldCall call(board_, line_, trouble_of_store);
        return call.end(store_.advance(epoch, advance));
    }
    Result<std::optional<Cursor>> read() override {
        ToldCall call(board_, line_, trouble_of_store);
        return call.end(store_.read());
    }
    Result<> set(EventId last_event_id, std::string_view reason) override {
        ToldCall call(board_, line_, trouble_of_store);
        return call.end(store_.set(last_event_id, reason));
    }

private:
    CursorStore& store_;
    WorkerBoard& board_;
    const PortLine line_;
};

// A processor's store, told to the board.
class ToldParcelStore final : public ParcelStore {
public:
    ToldParcelStore(ParcelStore& store, WorkerBoard& board, std::string user, Duration call_max)
        : store_(store),
          board_(board),
          line_(board.add_line(Dependency::store, std::move(user), call_max)) {}

    Result<> ping() override {
        ToldCall call(board_, line_, trouble_of_store);
        return call.end(store_.ping());
    }
    Result<> apply(const StoreBatch& batch) override {
        ToldCall call(board_, line_, trouble_of_store);
        auto applied = call.end(store_.apply(batch));
        if (applied) board_.applied(batch.applied.size());
        return applied;
    }
    Result<std::optional<ParcelSummary>> find(ParcelId parcel_id) override {
        ToldCall call(board_, line_, trouble_of_store);
        return call.end(store_.find(parcel_id));
    }

private:
    ParcelStore& store_;
    WorkerBoard& board_;
    const PortLine line_;
};

}  // namespace scan
