# Everything one does here. Needs python3 (3.11 or later) with pip, and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEBIAN := chromium fonts-noto-cjk libreoffice-calc-nogui libreoffice-writer-nogui nginx-light \
          libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils
PURE := batch claims cli compare end_to_end house law letters narrative readers recognise redaction rules scan writers
WORKERS ?= 2
PORT ?= 8000
LOCALE := src/gongkai/cli/locale/zh_CN/LC_MESSAGES
DESK_LOCALE := src/gongkai/desk/locale/zh_Hans/LC_MESSAGES

.DEFAULT_GOAL := help
.PHONY: help demo demo-audit test lint types imports style pytest tour pure format bench docs lock install debian

help:  ## 列出全部命令
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

demo: export GONGKAI_ENV := development
demo: export DATA_DIR := var/demo
demo: export DATABASE_URL :=
demo: export STORAGE_URL :=
demo: export SITE_URL := http://127.0.0.1:$(PORT)
demo: $(READY)  ## 安装，装入演示地区，在 127.0.0.1:8000 运行平台（PORT= 换端口）
	@$(BIN)/gongkai migrate
	@$(BIN)/gongkai demo
	@$(BIN)/gongkai serve --port $(PORT)

demo-audit: $(READY)  ## 安装，在终端审核 samples/reports 中的五份真实年报
	@$(BIN)/gongkai audit samples/reports/*.txt; status=$$?; test $$status -le 1 || exit $$status

test: install debian  ## 安装所需并运行全部检查和测试
	@$(MAKE) --no-print-directory --keep-going types imports style pytest

lint: types imports style  ## 代码检查：类型、引用方向、ruff

types: $(READY)
	@echo '— mypy'
	@$(BIN)/mypy

imports: $(READY)
	@echo '— import-linter'
	@$(BIN)/lint-imports --no-logo

style: $(READY)
	@echo '— ruff'
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

pytest: $(READY)
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal

tour: $(READY)  ## 在浏览器里把每一种处理结果从申请办到归档（约十分钟）
	@TOUR=all $(BIN)/pytest tests/desk/test_tour.py -q -s

pure: $(READY)  ## 只测不依赖 Django 的各房间
	@$(BIN)/pytest -n $(WORKERS) -o DJANGO_SETTINGS_MODULE= $(addprefix tests/,$(PURE))

format: $(READY)  ## 整理代码格式
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: $(READY)  ## 速度与内存基准，与同类做法同场比较
	@set -e; for program in bench/*.py; do $(BIN)/python $$program; done

docs: $(READY)  ## 由代码生成参考文档和译文目录
	@$(BIN)/pybabel -q compile -i $(LOCALE)/click.po -o $(LOCALE)/click.mo
	@$(BIN)/pybabel -q compile -i $(DESK_LOCALE)/django.po -o $(DESK_LOCALE)/django.mo
	@$(BIN)/python docs/generate.py

lock: $(READY)  ## 按 pyproject.toml 重新锁定依赖
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

install: $(READY)  ## 只安装（虚拟环境在 .venv）
	@echo '已装好，程序是 $(BIN)/gongkai'

$(READY): pyproject.toml requirements.lock
	@PYTHON=$(PYTHON) .ci/install $(VENV)
	@touch $@

debian:
	@.ci/debian $(DEBIAN)
