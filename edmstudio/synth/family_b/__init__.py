"""Family B: modal, FM, plucked and granular sounds on an energy curve; watched for shortcuts."""
