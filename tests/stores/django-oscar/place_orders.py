"""Makes a shop of django-oscar in an empty database by its own migrations, places orders in every
state by its own classes, and writes what it did, by the shop's own records, as JSON lines.

Usage: place_orders.py DATABASE_URL OUTPUT.jsonl
"""

import json
import os
import sys
from decimal import Decimal

import django


def main(url, output):
    os.environ["SHOP_DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with open(output, "w", encoding="utf-8") as lines:
        for order, state in orders():
            lines.write(json.dumps(record(order, state)) + "\n")


def orders():
    """Every story as the order and the state that it must be in."""
    from shop import Shop

    shop = Shop()
    two_lines = {"Linen jacket": 1, "Wool socks": 3}

    def place(name, **how):
        return shop.place(f"{name}@mail.example", "SW1A 1AA", two_lines, **how)

    yield place("unpaid"), "unpaid"

    order = place("paid")
    shop.pay(order)
    yield order, "paid"

    order = place("Registered.Shopper", registered=True)
    shop.pay(order)
    shop.process(order)
    yield order, "paid"

    order = place("partly.shipped")
    shop.pay(order)
    shop.ship(order, {"Wool socks": 2}, "1Z999AA10123456784")
    yield order, "partly_shipped"

    order = place("shipped")
    shop.pay(order)
    shop.ship(order, two_lines, "RR123456785GB")
    yield order, "shipped"

    order = place("two.parcels", card_fee="1.50")
    shop.pay(order)
    shop.ship(order, {"Linen jacket": 1, "Wool socks": 1}, "RR123456799GB")
    shop.ship(order, {"Wool socks": 2}, "RR123456808GB")
    yield order, "shipped"

    end_of_sale = shop.offer("Linen jacket", 15)
    order = place("delivered")
    end_of_sale()
    shop.pay(order)
    shop.ship(order, two_lines, "RR123456811GB")
    shop.deliver(order)
    yield order, "delivered"

    order = place("partly.returned")
    shop.pay(order)
    shop.ship(order, two_lines, "RR123456825GB")
    shop.deliver(order)
    shop.take_back(order, {"Wool socks": 1})
    shop.refund(order, Decimal("8.99"))
    yield order, "partly_returned"

    order = place("returned")
    shop.pay(order)
    shop.ship(order, two_lines, "RR123456839GB")
    shop.take_back(order, two_lines)
    yield order, "returned"

    order = place("cancelled")
    shop.cancel(order)
    yield order, "cancelled"

    order = place("refunded")
    shop.pay(order)
    shop.cancel(order)
    shop.refund(order, order.total_incl_tax)
    yield order, "refunded"


def record(order, state):
    """The order as django-oscar itself tells it."""
    from shop import quantity_in

    order.refresh_from_db()
    return {
        "number": order.number,
        "email": order.email,
        "postcode": order.shipping_address.postcode,
        "expect_state": state,
        "items": [
            {
                "name": line.title,
                "quantity": line.quantity,
                "shipped": quantity_in(line, "Shipped"),
                "returned": quantity_in(line, "Returned"),
            }
            for line in order.lines.order_by("pk")
        ],
        "parcels": [
            {
                "carrier": order.shipping_method,
                "tracking_number": event.notes,
                "items": [
                    {"name": part.line.title, "quantity": part.quantity}
                    for part in event.line_quantities.order_by("line")
                ],
            }
            for event in order.shipping_events.filter(event_type__name="Shipped").order_by("pk")
        ],
        "total_minor": int(order.total_incl_tax * 100),
        "currency": order.currency,
        "says": order.status,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
