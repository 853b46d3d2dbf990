#!/bin/sh
# Makes the two queues that deploy/aws makes, with the same properties, on LocalStack or another stand-in. Run there, with `awslocal`.
set -eu
account=000000000000
region=us-east-1
awslocal sqs create-queue --queue-name scan-events-dlq --attributes '{"MessageRetentionPeriod":"1209600"}'
awslocal sqs create-queue --queue-name scan-events-queue --attributes '{
    "VisibilityTimeout":"30","MessageRetentionPeriod":"864000","ReceiveMessageWaitTimeSeconds":"20",
    "RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:'$region:$account':scan-events-dlq\",\"maxReceiveCount\":3}"}'
