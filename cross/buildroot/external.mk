include $(sort $(wildcard $(BR2_EXTERNAL_MOTOGRAPH_PATH)/package/*/*.mk))
