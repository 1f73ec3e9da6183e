"""What a shopper and the shop's staff do to an order, by django-oscar's own classes."""

from decimal import Decimal

from django.contrib.auth import get_user_model
from oscar.apps.checkout.applicator import SurchargeApplicator
from oscar.apps.checkout.calculators import OrderTotalCalculator
from oscar.apps.checkout.surcharges import FlatCharge
from oscar.apps.offer.applicator import Applicator
from oscar.apps.order.processing import EventHandler
from oscar.apps.order.utils import OrderCreator
from oscar.apps.partner.strategy import UK
from oscar.apps.shipping.methods import FixedPrice
from oscar.core.loading import get_model

Basket = get_model("basket", "Basket")
Benefit = get_model("offer", "Benefit")
Condition = get_model("offer", "Condition")
ConditionalOffer = get_model("offer", "ConditionalOffer")
Country = get_model("address", "Country")
Partner = get_model("partner", "Partner")
PaymentEventType = get_model("order", "PaymentEventType")
Product = get_model("catalogue", "Product")
ProductClass = get_model("catalogue", "ProductClass")
Range = get_model("offer", "Range")
ShippingAddress = get_model("order", "ShippingAddress")
ShippingEventType = get_model("order", "ShippingEventType")
Source = get_model("payment", "Source")
SourceType = get_model("payment", "SourceType")
StockRecord = get_model("partner", "StockRecord")

PRICES = {"Linen jacket": "79.17", "Wool socks": "7.49", "Straw hat": "24.99"}


class CardFee(SurchargeApplicator):
    """Adds a fee for paying by card, if any is given."""

    def __init__(self, fee):
        super().__init__()
        self.fee = fee and Decimal(fee)

    def get_surcharges(self, basket, **kwargs):
        return (FlatCharge(excl_tax=self.fee, incl_tax=self.fee),) if self.fee else ()


class Shop:
    """A shop with three products in stock, all prices before 20 % of tax."""

    def __init__(self):
        self.country = Country.objects.create(
            iso_3166_1_a2="GB", iso_3166_1_a3="GBR", printable_name="United Kingdom", is_shipping_country=True
        )
        self.card = SourceType.objects.create(name="Card")
        kind = ProductClass.objects.create(name="Clothes", track_stock=True)
        partner = Partner.objects.create(name="Warehouse")
        self.products = {
            title: self._product(kind, partner, title, price) for title, price in PRICES.items()
        }
        self.handler = EventHandler()

    def _product(self, kind, partner, title, price):
        product = Product.objects.create(product_class=kind, title=title)
        StockRecord.objects.create(
            product=product,
            partner=partner,
            partner_sku=title.upper().replace(" ", "-"),
            price_currency="GBP",
            price=Decimal(price),
            num_in_stock=1000,
        )
        return product

    def place(self, email, postcode, basket_of, registered=False, card_fee=None):
        """Places an order the way the checkout's view does."""
        basket = Basket.objects.create()
        basket.strategy = UK()
        for title, quantity in basket_of.items():
            basket.add_product(self.products[title], quantity)
        user = get_user_model().objects.create_user(email, email) if registered else None
        Applicator().apply(basket, user)
        method = FixedPrice(Decimal("4.00"), Decimal("4.80"))
        charge = method.calculate(basket)
        surcharges = CardFee(card_fee).get_applicable_surcharges(basket)
        address = ShippingAddress.objects.create(
            first_name="Robin", last_name="Doe", line1="1 High Street", line4="London",
            postcode=postcode, country=self.country,
        )
        order = OrderCreator().place_order(
            basket=basket,
            total=OrderTotalCalculator().calculate(basket, charge, surcharges),
            shipping_method=method,
            shipping_charge=charge,
            shipping_address=address,
            surcharges=surcharges,
            user=user,
            **({} if registered else {"guest_email": email}),
        )
        basket.submit()
        return order

    def offer(self, title, percentage):
        """Starts a discount on one product; the answer ends it."""
        products = Range.objects.create(name=title)
        products.add_product(self.products[title])
        offer = ConditionalOffer.objects.create(
            name=f"{percentage} % off",
            condition=Condition.objects.create(range=products, type=Condition.COUNT, value=1),
            benefit=Benefit.objects.create(
                range=products, type=Benefit.PERCENTAGE, value=Decimal(percentage)
            ),
        )
        return offer.suspend

    def pay(self, order):
        """Takes the whole total from a card."""
        source = Source.objects.create(
            order=order, source_type=self.card, currency=order.currency, reference=f"card-{order.number}"
        )
        source.allocate(order.total_incl_tax)
        source.debit(order.total_incl_tax)
        self._payment(order, "Settled", order.total_incl_tax)

    def refund(self, order, amount):
        """Gives money back to the card."""
        order.sources.get().refund(amount)
        self._payment(order, "Refunded", amount)

    def _payment(self, order, name, amount):
        kind, _ = PaymentEventType.objects.get_or_create(name=name)
        self.handler.handle_payment_event(order, kind, amount)

    def process(self, order):
        """The warehouse takes the order up."""
        self.handler.handle_order_status_change(order, "Being processed")

    def ship(self, order, quantities, tracking_number):
        """Sends a parcel; the order is complete with its last one."""
        if order.status == "Pending":
            self.process(order)
        for line, quantity in self._event(order, "Shipped", quantities, tracking_number):
            line.consume_allocation(quantity)
        if all(quantity_in(line, "Shipped") == line.quantity for line in order.lines.all()):
            self.handler.handle_order_status_change(order, "Complete")

    def deliver(self, order):
        """The carrier says that everything arrived."""
        self._event(order, "Delivered", {line.title: line.quantity for line in order.lines.all()}, "")

    def take_back(self, order, quantities):
        """A return arrives at the warehouse."""
        self._event(order, "Returned", quantities, "")

    def cancel(self, order):
        """Gives up an order that has not shipped."""
        self.handler.handle_order_status_change(order, "Cancelled")
        self.handler.cancel_stock_allocations(order)

    def _event(self, order, name, quantities, reference):
        kind, _ = ShippingEventType.objects.get_or_create(name=name)
        lines = [order.lines.get(title=title) for title in quantities]
        self.handler.handle_shipping_event(
            order, kind, lines, list(quantities.values()), reference=reference
        )
        return zip(lines, quantities.values())


def quantity_in(line, event):
    """How many of a line went through a kind of shipping event, by oscar's own count."""
    kind = ShippingEventType.objects.filter(name=event).first()
    return line.shipping_event_quantity(kind) if kind else 0
