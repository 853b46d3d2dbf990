import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo, routeOf } from "./route.ts";

test("a link leads to the route that it was made of", () => {
    assert.deepEqual(routeOf(linkTo("failed", null, { reason: "bad timestamp", after: undefined })), {
        view: "failed",
        item: null,
        query: { reason: "bad timestamp" },
    });
    assert.deepEqual(routeOf(linkTo("dead", "a/b?c#d")), { view: "dead", item: "a/b?c#d", query: {} });
    assert.deepEqual(routeOf(linkTo("parcel", 9007199254740993n)), {
        view: "parcel",
        item: "9007199254740993",
        query: {},
    });
});

test("what is no route is still one", () => {
    assert.equal(routeOf("").view, "overview");
    assert.equal(routeOf("#/").view, "overview");
    assert.equal(routeOf("#/parcel/%E0%A4%A").item, "%E0%A4%A");
});
