"""A yardstick for forecasters: simple forecasts of the loaded company's orders, and what they miss by."""
