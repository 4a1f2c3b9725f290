// The AWS SDK for Go, told nothing: bucket, endpoint and credentials' address are in the environment.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
)

var (
	ctx     = context.Background()
	bucket  = aws.String(os.Getenv("BUCKET"))
	prefix  = os.Getenv("PREFIX")
	outside = os.Getenv("OUTSIDE")
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func refused(err error) {
	var answer smithy.APIError
	if !errors.As(err, &answer) || answer.ErrorCode() != "AccessDenied" {
		log.Fatalf("not refused: %v", err)
	}
}

func playRound(client *s3.Client, n int) {
	key := aws.String(fmt.Sprintf("%sgo-%d.txt", prefix, n))
	_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("hello")})
	check(err)
	list, err := client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket, Prefix: &prefix})
	check(err)
	found := false
	for _, object := range list.Contents {
		found = found || *object.Key == *key
	}
	if !found {
		log.Fatal("not listed: ", *key)
	}
	got, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
	check(err)
	body, err := io.ReadAll(got.Body)
	check(err)
	if string(body) != "hello" {
		log.Fatalf("got %q", body)
	}
	other := aws.String(outside + "go.txt")
	_, err = client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: other, Body: strings.NewReader("")})
	refused(err)
	_, err = client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: other})
	refused(err)
	_, err = client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket, Prefix: &outside})
	refused(err)
	fmt.Println("round")
}

func main() {
	fmt.Println("version", aws.SDKVersion)
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
	client := s3.NewFromConfig(settings)
	input := bufio.NewReader(os.Stdin)
	playRound(client, 1)
	for n := 2; n <= 3; n++ {
		_, err = input.ReadString('\n')
		check(err)
		playRound(client, n)
	}
}
