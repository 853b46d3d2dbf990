"""What the table must be at the end, by the words of the contract and without a line of the program's."""

import sqlite3

COLUMNS = ("latest_event_id, latest_type, latest_created_date_time_utc, latest_status_code, latest_run_id, "
           "picked_up_at_utc, picked_up_event_id, delivered_at_utc, delivered_event_id")
MILESTONES = {"PICKUP": 5, "DELIVERY": 7}


def apply_in_order(events):
    """The table of these events, which ascend by id."""
    table = {}
    for event in events:
        row = table.setdefault(event["ParcelId"], [None] * 9)
        row[:5] = (event["EventId"], event["Type"], event["CreatedDateTimeUtc"], event["StatusCode"],
                   event["User"]["RunId"])
        column = MILESTONES.get(event["Type"])
        if column and row[column] is None:
            row[column:column + 2] = (event["CreatedDateTimeUtc"], event["EventId"])
    return table


def differences(expected, store):
    """One line for each parcel that is missing, too much or different in the file."""
    with sqlite3.connect(store) as database:
        found = {row[0]: list(row[1:])
                 for row in database.execute(f"SELECT parcel_id, {COLUMNS} FROM parcel_summary")}
    return [f"parcel {parcel}: expected {expected.get(parcel)}, found {found.get(parcel)}"
            for parcel in sorted(expected.keys() | found.keys()) if expected.get(parcel) != found.get(parcel)]
